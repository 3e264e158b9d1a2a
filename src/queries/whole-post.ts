import type { DeliveryError } from '../domain/delivery-error.ts';
import type { AccountOptionsDraft, LinkDraft, OptionsByNetwork } from '../domain/post-draft.ts';
import type { AttemptOutcome, DeliveryStatus, PostStatus, PostType } from '../domain/statuses.ts';
import type { AccountView } from './account-view.ts';
import type { MediaView } from './media-view.ts';

/** A post with all that belongs to it, as it was at one instant. Times are as answers write them. */
export type WholePost = {
  id: string;
  workspaceId: string;
  type: PostType;
  status: PostStatus;
  link: LinkDraft | null;
  /** By network. */
  options: OptionsByNetwork | null;
  accountOptions: AccountOptionsDraft[] | null;
  scheduledAt: string | null;
  startedAt: string | null;
  publishedAt: string | null;
  createdAt: string;
  updatedAt: string;
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
  publishedAt: string | null;
  segments: WholeSegment[];
  /** Oldest first, the last 50. */
  attempts: WholeAttempt[];
  /** Set where the delivery is FAILED, UNKNOWN or PAUSED, and only there. */
  error: DeliveryError | null;
  nextAttemptAt: string | null;
};

export type WholeSegment = {
  id: string;
  container: WholeContainer;
  content: string | null;
  media: MediaView[];
  status: DeliveryStatus;
  url: string | null;
  remoteId: string | null;
  publishedAt: string | null;
  error: DeliveryError | null;
};

export type WholeAttempt = {
  id: string;
  startedAt: string;
  finishedAt: string | null;
  outcome: AttemptOutcome;
  error: DeliveryError | null;
};
