import { type DeliveryError, failureKinds } from '../domain/delivery-error.ts';
import { segmentStatus } from '../domain/segment-status.ts';
import type { DeliveryStatus } from '../domain/statuses.ts';
import { resolveVariant } from '../domain/variant.ts';
import type { AccountView } from './account-view.ts';
import type {
  WholeAttempt,
  WholeContainer,
  WholeDelivery,
  WholeOverride,
  WholePost,
  WholeSegment,
} from './whole-post.ts';

/** Posts as whole-posts.ts reads them. */
export type PostsRow = { eventSeq: string; posts: PostRow[]; accounts: AccountView[] };

type PostRow = Omit<WholePost, 'eventSeq' | 'containers' | 'deliveries'> & {
  containers: ContainerRow[];
  deliveries: DeliveryRow[];
};

type ContainerRow = Omit<WholeContainer, 'overrides'> & { overrides: OverrideRow[] };

type OverrideRow = Omit<WholeOverride, 'account'> & { accountId: string | null };

type DeliveryRow = {
  id: string;
  accountId: string;
  status: DeliveryStatus;
  error: DeliveryError | null;
  publishedAt: string | null;
  dueAt: string | null;
  segments: SegmentRow[];
  attempts: WholeAttempt[];
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

type Accounts = ReadonlyMap<string, AccountView>;

const failing: ReadonlySet<DeliveryStatus> = new Set(['FAILED', 'UNKNOWN', 'PAUSED']);
const { code, retryable, hint } = failureKinds.internal;
const unrecorded: DeliveryError = { code, message: 'No reason was recorded.', retryable, hint };

/** Joins what was read and derives what is not stored: statuses of segments, the root's URL, what each account gets, which error is shown. */
export function toWholePosts({ eventSeq, posts, accounts: rows }: PostsRow): WholePost[] {
  const seq = BigInt(eventSeq);
  const accounts = new Map(rows.map((account) => [account.id, account]));
  return posts.map((row) => {
    const containers = row.containers.map((container) => toContainer(container, accounts));
    const post: WholePost = { ...row, eventSeq: seq, containers, deliveries: [] };
    post.deliveries = row.deliveries.map((delivery) => toDelivery(post, delivery, accounts));
    return post;
  });
}

function toContainer({ id, content, media, overrides }: ContainerRow, accounts: Accounts): WholeContainer {
  return { id, content, media, overrides: overrides.map((override) => toOverride(override, accounts)) };
}

function toOverride({ accountId, channel, content, media }: OverrideRow, accounts: Accounts): WholeOverride {
  return { channel, account: accountId === null ? null : accountOf(accounts, accountId), content, media };
}

function toDelivery(post: WholePost, row: DeliveryRow, accounts: Accounts): WholeDelivery {
  const { id, status, publishedAt, attempts, segments } = row;
  const root = segments[0];
  const account = accountOf(accounts, row.accountId);
  const error = failing.has(status) ? (row.error ?? unrecorded) : null;
  return {
    id,
    post,
    account,
    status,
    url: root?.url ?? null,
    remoteId: root?.remoteId ?? null,
    publishedAt,
    segments: segments.map((segment, index) => toSegment(segment, { post, account, row, error, index })),
    attempts,
    error,
    nextAttemptAt: status === 'PENDING' ? row.dueAt : null,
  };
}

type Place = { post: WholePost; account: AccountView; row: DeliveryRow; error: DeliveryError | null; index: number };

function toSegment(segment: SegmentRow, { post, account, row, error, index }: Place): WholeSegment {
  const { id, containerId, mediaPosition, url, remoteId, publishedAt } = segment;
  const container = found(
    post.containers.find((one) => one.id === containerId),
    containerId,
  );
  const status = segmentStatus(row, row.segments, index);
  const { content, media } = variantOf(container, account);
  return {
    id,
    container,
    content,
    media: mediaPosition === null ? media : media.slice(mediaPosition, mediaPosition + 1),
    status,
    url,
    remoteId,
    publishedAt,
    error: failing.has(status) ? error : null,
  };
}

/** What an account gets of a container. */
function variantOf(container: WholeContainer, { id, network }: AccountView) {
  const overrides = container.overrides.map((override) => ({ ...override, accountId: override.account?.id ?? null }));
  const { content, media } = resolveVariant({ ...container, overrides }, { accountId: id, channel: network });
  return { content, media: [...media] };
}

function accountOf(accounts: Accounts, id: string): AccountView {
  return found(accounts.get(id), id);
}

/** The database lets nothing name what is not there. */
function found<Thing>(thing: Thing | undefined, id: string): Thing {
  if (thing === undefined) throw new Error(`${id} was not read with its post.`);
  return thing;
}
