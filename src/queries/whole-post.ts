import type { DeliveryError } from '../domain/delivery-error.ts';
import type { AccountOptionsDraft, LinkDraft, OptionsByNetwork } from '../domain/post-draft.ts';
import type { AttemptOutcome, DeliveryStatus, PostStatus, PostType } from '../domain/statuses.ts';
import type { AccountView } from './account-view.ts';
import type { MediaView } from './media-view.ts';

/** A post with all that belongs to it, as it was at one instant. */
export type WholePost = {
  id: string;
  workspaceId: string;
  type: PostType;
  status: PostStatus;
  link: LinkDraft | null;
  /** By network. */
  options: OptionsByNetwork | null;
  accountOptions: AccountOptionsDraft[] | null;
  scheduledAt: Date | null;
  startedAt: Date | null;
  publishedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
  /** The number of the workspace's last event at that instant. */
  eventSeq: bigint;
  containers: WholeContainer[];
  deliveries: WholeDelivery[];
};

export type WholeContainer = { id: string; content: string | null; media: MediaView[]; overrides: WholeOverride[] };

/** For one channel (by its network's name) or one account. Null inherits; an empty media list opts out. */
export type WholeOverride = {
  channel: string | null;
  account: AccountView | null;
  content: string | null;
  media: MediaView[] | null;
};

export type WholeDelivery = {
  id: string;
  post: WholePost;
  account: AccountView;
  status: DeliveryStatus;
  /** Where the root was published. */
  url: string | null;
  remoteId: string | null;
  publishedAt: Date | null;
  segments: WholeSegment[];
  /** Oldest first, the last 50. */
  attempts: WholeAttempt[];
  /** Set where the delivery is FAILED, UNKNOWN or PAUSED, and only there. */
  error: DeliveryError | null;
  nextAttemptAt: Date | null;
};

export type WholeSegment = {
  id: string;
  container: WholeContainer;
  content: string | null;
  media: MediaView[];
  status: DeliveryStatus;
  url: string | null;
  remoteId: string | null;
  publishedAt: Date | null;
  error: DeliveryError | null;
};

export type WholeAttempt = {
  id: string;
  startedAt: Date;
  finishedAt: Date | null;
  outcome: AttemptOutcome;
  error: DeliveryError | null;
};
