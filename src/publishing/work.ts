import type { PublishingConfig } from '../config.ts';
import type { Database } from '../database/prisma.ts';
import type { Sealer } from '../database/sealer.ts';
import type { Clock } from '../domain/clock.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import type { LinkDraft } from '../domain/post-draft.ts';
import type { AttemptOutcome, DeliveryStatus, PostType } from '../domain/statuses.ts';
import type { MediaLinks } from '../media/media-links.ts';
import type { MediaStorage } from '../media/storage.ts';
import type { AccountFacts, MediumToPublish, Published, PublishingRoom, StepKind } from '../platforms/platform.ts';
import type { OpenSession, WebUrlOf } from '../platforms/session.ts';

import type { DeliveryRow, UseRow } from './read-rows.ts';

/** Named points of a delivery's run, at which tests kill the process. */
export type CrashPoint = 'before_begin' | 'begun' | 'before_send' | 'answered' | 'recorded';

/** Where a run is when it reaches a point: `position` is the segment's. */
export type CrashSite = { deliveryId: string; network: string; call: string; position: number };

/** Writes one line about a delivery. Never holds credentials. */
type Log = (level: 'info' | 'warn' | 'error', message: string, facts: Record<string, unknown>) => void;

/** What an operator counts of publishing. Times are in milliseconds. */
export type DeliveryCounts = {
  /** A delivery's first call leaves, so long after it was due. */
  firstCall(network: string, lateMs: number): void;
  attemptEnded(network: string, outcome: AttemptOutcome): void;
  /** A delivery settled, so long after it was started or last retried by a person. */
  settled(network: string, settling: { status: DeliveryStatus; afterMs: number }): void;
  /** A network said that the account, or the application, may not call for now. */
  rateLimited(network: string): void;
  /** A delivery's worker stopped, and another goes on with it. */
  takenOver(network: string): void;
};

/** What running a delivery works with. */
export type PublishingDeps = {
  database: Database;
  clock: Clock;
  sealer: Sealer;
  settings: PublishingConfig;
  roomOf(network: string): PublishingRoom | undefined;
  openSession: OpenSession;
  webUrlOf: WebUrlOf;
  media: { storage: MediaStorage; links: MediaLinks };
  log: Log;
  counts: DeliveryCounts;
  /** Does nothing but in tests. */
  reach?: (point: CrashPoint, site: CrashSite) => Promise<void>;
};

/** A delivery that this process holds: every write names the fence. */
export type Claim = {
  deliveryId: string;
  fence: number;
  postId: string;
  attemptId: string;
  attemptStartedAt: Date;
  claimedAtMs: number;
  /** Whether the worker that had it stopped before it let go of it. */
  takenOver: boolean;
  /** What was recorded of it when it was claimed. */
  row: DeliveryRow;
};

/** Until when a network takes no call of an account, or nothing new to publish: what is under way is found out about then too. */
export type Hold = { lane: 'account' | 'publishing'; until: Date };

/** A step as the journal has it. */
export type Step = {
  id: string;
  segmentId: string;
  attemptId: string;
  position: number;
  name: string;
  kind: StepKind;
  status: 'SENDING' | 'DONE' | 'REFUSED' | 'UNKNOWN';
  request: JsonObject;
  result: Json;
  secret: Json;
  /** How often it was sent. */
  sends: number;
  /** True where a repeat of this lost commit was refused for good: repeating it again tells nothing. */
  repeatRefused: boolean;
  /** True where the network took this commit and said later that nothing came of it. */
  refuted: boolean;
  /** True where a person has retried the delivery since. */
  beforeRetry: boolean;
  startedAt: Date;
  deadlineAt: Date;
  /** When its request can no longer have been under way. */
  quietAt: Date;
};

export type WorkAccount = AccountFacts & { id: string };

export type WorkSegment = {
  id: string;
  position: number;
  text: string;
  /** What it shows, as the author gave it. */
  used: readonly UseRow[];
  /** The same as the channel takes it; nothing before it is this segment's turn. */
  media: readonly MediumToPublish[];
  published: Published | null;
};

/** A claimed delivery with all that is recorded about it. */
export type Work = {
  claim: Claim;
  round: number;
  failures: number;
  /** How many workers in a row have died over it: since a call last succeeded, or a person retried it. */
  takeovers: number;
  room: PublishingRoom;
  account: WorkAccount;
  /** The account's lanes that are not free, as far as this worker knows. */
  holds: Hold[];
  type: PostType;
  link: LinkDraft | null;
  /** What was chosen for this account on its channel. */
  options: JsonObject;
  segments: WorkSegment[];
  /** The journal of this round. */
  steps: Step[];
  /** The position of the journal's last step, of whichever round. */
  lastPosition: number;
};
