import type { Limits } from '../config.ts';
import type { Database } from '../database/prisma.ts';
import type { Sealer } from '../database/sealer.ts';
import type { Actor } from '../domain/actor.ts';
import type { Clock } from '../domain/clock.ts';
import type { EventFeed } from '../events/event-feed.ts';
import type { MediaByUrl } from '../media/media-by-url.ts';
import type { MediaLinks } from '../media/media-links.ts';
import type { MediaStorage } from '../media/storage.ts';
import type { Choice, ClientKeys } from '../platforms/platform.ts';
import type { HostUrl, OpenLine } from '../platforms/session.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';

/** What taking a delivery off its network came to. */
export type RemovalOutcome = {
  outcome: 'REMOVED' | 'ALREADY_GONE' | 'NOT_SUPPORTED' | 'FAILED';
  message: string | null;
};
type RemovePublished = (deliveryId: string) => Promise<RemovalOutcome>;

/** What connecting through a network's own login page needs. */
export type LoginPages = {
  hostUrl: HostUrl;
  /** The operator's applications, by network. */
  clients: Readonly<Record<string, ClientKeys>>;
  /** Where networks send a browser back to. */
  callbackUrl: string;
  /** The origins of the pages that a browser may be sent on to afterwards. */
  returnOrigins: readonly string[];
};

/** What actions work with. Each asks for the least of it. */
export type ActionDeps = {
  database: Database;
  clock: Clock;
  limits: Limits;
  scheduler: Pick<Scheduler, 'enqueue'>;
  events: EventFeed;
  sealer: Sealer;
  openLine: OpenLine;
  loginPages: LoginPages;
  media: { storage: MediaStorage; links: MediaLinks; byUrl: MediaByUrl };
  /** Takes what a delivery has live off its network. */
  removePublished: RemovePublished;
  /** Reads what an account can choose of an option, live from its network; null where the option has no such values. */
  readChoices: (accountId: string, option: string) => Promise<Choice[] | null>;
};

export type ActionContext = ActionDeps & { actor: Actor };
