import { type DeliveryError, failureKinds } from '../domain/delivery-error.ts';
import { postStatus } from '../domain/post-status.ts';
import { segmentStatus } from '../domain/segment-status.ts';
import type { AttemptOutcome, DeliveryStatus } from '../domain/statuses.ts';
import type { AccountView } from './account-view.ts';
import { type AsJson, date } from './as-json.ts';
import { type ContainerRow, toAccount, toContainer, variantOf } from './to-whole-container.ts';
import type { WholeDelivery, WholePost, WholeSegment } from './whole-post.ts';

/** A post as whole-posts.ts reads it. */
export type PostRow = AsJson<
  Pick<
    WholePost,
    | 'id'
    | 'workspaceId'
    | 'type'
    | 'link'
    | 'options'
    | 'accountOptions'
    | 'version'
    | 'scheduledAt'
    | 'startedAt'
    | 'publishedAt'
    | 'createdAt'
    | 'updatedAt'
  >
> & { eventSeq: string; containers: ContainerRow[]; deliveries: DeliveryRow[] };

type DeliveryRow = {
  id: string;
  status: DeliveryStatus;
  publishedAt: string | null;
  dueAt: string | null;
  error: DeliveryError | null;
  account: AsJson<AccountView>;
  segments: SegmentRow[];
  attempts: {
    id: string;
    outcome: AttemptOutcome;
    error: DeliveryError | null;
    startedAt: string;
    finishedAt: string | null;
  }[];
};

type SegmentRow = {
  id: string;
  containerId: string;
  mediaPosition: number | null;
  remoteId: string | null;
  url: string | null;
  publishedAt: string | null;
  removedAt: string | null;
};

const failing: ReadonlySet<DeliveryStatus> = new Set(['FAILED', 'UNKNOWN', 'PAUSED']);
const { code, retryable, hint } = failureKinds.internal;
const unrecorded: DeliveryError = { code, message: 'No reason was recorded.', retryable, hint };

/** Revives times and derives what is not stored: statuses, the root's URL, which error is shown. */
export function toWholePost(row: PostRow): WholePost {
  const times = { scheduledAt: date(row.scheduledAt), startedAt: date(row.startedAt) };
  const post: WholePost = {
    ...row,
    ...times,
    status: postStatus(
      times,
      row.deliveries.map(({ status }) => status),
    ),
    publishedAt: date(row.publishedAt),
    createdAt: new Date(row.createdAt),
    updatedAt: new Date(row.updatedAt),
    eventSeq: BigInt(row.eventSeq),
    containers: row.containers.map(toContainer),
    deliveries: [],
  };
  post.deliveries = row.deliveries.map((delivery) => toDelivery(post, delivery));
  return post;
}

function toDelivery(post: WholePost, row: DeliveryRow): WholeDelivery {
  const root = row.segments[0];
  const account = toAccount(row.account);
  const error = failing.has(row.status) ? (row.error ?? unrecorded) : null;
  return {
    id: row.id,
    post,
    account,
    status: row.status,
    url: root?.url ?? null,
    remoteId: root?.remoteId ?? null,
    publishedAt: date(row.publishedAt),
    segments: toSegments(post, { ...row, account }, error),
    attempts: row.attempts.map((attempt) => ({
      ...attempt,
      startedAt: new Date(attempt.startedAt),
      finishedAt: date(attempt.finishedAt),
    })),
    error,
    nextAttemptAt: row.status === 'PENDING' ? date(row.dueAt) : null,
  };
}

type Delivered = Omit<DeliveryRow, 'account'> & { account: AccountView };

function toSegments(post: WholePost, delivery: Delivered, deliveryError: DeliveryError | null): WholeSegment[] {
  const containers = new Map(post.containers.map((container) => [container.id, container]));
  const facts = delivery.segments.map(({ publishedAt, removedAt }) => ({
    publishedAt: date(publishedAt),
    removedAt: date(removedAt),
  }));
  return delivery.segments.flatMap((segment, index) => {
    const container = containers.get(segment.containerId);
    if (container === undefined) return [];
    const status = segmentStatus(delivery, facts, index);
    const { content, media } = variantOf(container, delivery.account);
    const { mediaPosition } = segment;
    return {
      id: segment.id,
      container,
      content,
      media: mediaPosition === null ? media : media.slice(mediaPosition, mediaPosition + 1),
      status,
      url: segment.url,
      remoteId: segment.remoteId,
      publishedAt: date(segment.publishedAt),
      error: failing.has(status) ? deliveryError : null,
    };
  });
}
