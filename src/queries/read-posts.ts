import { type DeliveryError, failureKinds } from '../domain/delivery-error.ts';
import { segmentStatus } from '../domain/segment-status.ts';
import type { DeliveryStatus } from '../domain/statuses.ts';
import { resolveVariant } from '../domain/variant.ts';
import type { AccountView } from './account-view.ts';
import type { ContainerRow, MediumRow, OverrideRow } from './container-rows.ts';
import type { AttemptRow, DeliveryRow, SegmentRow } from './delivery-rows.ts';
import type { MediaView } from './media-view.ts';
import type { AccountRow, PostRow, PostRows, PostsRow } from './post-rows.ts';
import type {
  WholeAttempt,
  WholeContainer,
  WholeDelivery,
  WholeOverride,
  WholePost,
  WholeSegment,
} from './whole-post.ts';

type Accounts = ReadonlyMap<string, AccountView>;

const failing: ReadonlySet<DeliveryStatus> = new Set(['FAILED', 'UNKNOWN', 'PAUSED']);
const { code, retryable, hint } = failureKinds.internal;
const unrecorded: DeliveryError = { code, message: 'No reason was recorded.', retryable, hint };

type Read = { posts: WholePost[]; eventSeq: bigint; more: boolean; behind: boolean };

/** Posts out of the JSON of post-rows.ts, which is taken from its row, with what is not stored: statuses of segments, what each account gets, which error is shown. */
export function readPosts(row: PostsRow | undefined): Read {
  if (row === undefined) return { posts: [], eventSeq: 0n, more: false, behind: false };
  const rows = JSON.parse(row.posts) as PostRows;
  // Prisma answers with objects that have getters of their own, whose rows V8 keeps until it collects its whole heap.
  row.posts = '';
  const eventSeq = BigInt(rows.eventSeq);
  const accounts = new Map(rows.accounts.map((row) => [row[0], toAccount(row)]));
  const shared = { workspaceId: rows.workspaceId, eventSeq, accounts };
  const posts = rows.posts.map((row) => toPost(row, shared));
  return { posts, eventSeq, more: rows.more, behind: rows.behind };
}

function toAccount(row: AccountRow): AccountView {
  const [id, network, username, nickname, avatarUrl, status, statusReason, textLimit, credentialsExpireAt, createdAt] =
    row;
  return {
    id,
    network,
    username,
    nickname,
    avatarUrl,
    status,
    statusReason,
    textLimit,
    credentialsExpireAt,
    createdAt,
  };
}

type Shared = { workspaceId: string; eventSeq: bigint; accounts: Accounts };

function toPost(row: PostRow, { workspaceId, eventSeq, accounts }: Shared): WholePost {
  const [id, type, status, version, link, options, accountOptions, ...rest] = row;
  const [scheduledAt, startedAt, publishedAt, createdAt, updatedAt, containers, deliveries] = rest;
  const post: WholePost = {
    id,
    workspaceId,
    type,
    status,
    version,
    link,
    options,
    accountOptions,
    scheduledAt,
    startedAt,
    publishedAt,
    createdAt,
    updatedAt,
    eventSeq,
    containers: containers.map((container) => toContainer(container, accounts)),
    deliveries: [],
  };
  post.deliveries = deliveries.map((delivery) => toDelivery(delivery, post, accounts));
  return post;
}

function toContainer([id, content, media, overrides]: ContainerRow, accounts: Accounts): WholeContainer {
  return {
    id,
    content,
    media: media.map(toMedium),
    overrides: overrides.map((override) => toOverride(override, accounts)),
  };
}

function toOverride([channel, accountId, content, media]: OverrideRow, accounts: Accounts): WholeOverride {
  const account = accountId === null ? null : found(accounts.get(accountId), accountId);
  return { channel, account, content, media: media?.map(toMedium) ?? null };
}

function toMedium(row: MediumRow): MediaView {
  const [id, kind, filename, mimeType, bytes, width, height, durationMs, altText, createdAt] = row;
  return { id, kind, filename, mimeType, bytes, width, height, durationMs, altText, createdAt };
}

function toDelivery(row: DeliveryRow, post: WholePost, accounts: Accounts): WholeDelivery {
  const [id, accountId, status, reason, publishedAt, dueAt, segmentRows, attempts] = row;
  const account = found(accounts.get(accountId), accountId);
  const error = failing.has(status) ? (reason ?? unrecorded) : null;
  const segments = toSegments(segmentRows, { post, account, status, error });
  const [root] = segments;
  return {
    id,
    post,
    account,
    status,
    url: root?.url ?? null,
    remoteId: root?.remoteId ?? null,
    publishedAt,
    segments,
    attempts: attempts.map(toAttempt),
    error,
    nextAttemptAt: status === 'PENDING' ? dueAt : null,
  };
}

function toAttempt([id, outcome, error, startedAt, finishedAt]: AttemptRow): WholeAttempt {
  return { id, outcome, error, startedAt, finishedAt };
}

type Delivered = Pick<WholeDelivery, 'post' | 'account' | 'status' | 'error'>;

function toSegments(rows: readonly SegmentRow[], delivery: Delivered): WholeSegment[] {
  if (rows.length === 0) return [];
  const facts = rows.map(([, , , , , publishedAt, removedAt]) => ({ publishedAt, removedAt }));
  return rows.map(([id, containerId, mediaPosition, remoteId, url, publishedAt], index) => {
    const container = found(
      delivery.post.containers.find((one) => one.id === containerId),
      containerId,
    );
    const { content, media } = variantOf(container, delivery.account);
    const status = segmentStatus(delivery, facts, index);
    return {
      id,
      container,
      content,
      media: mediaPosition === null ? media : media.slice(mediaPosition, mediaPosition + 1),
      status,
      url,
      remoteId,
      publishedAt,
      error: failing.has(status) ? delivery.error : null,
    };
  });
}

/** What an account gets of a container. */
function variantOf(container: WholeContainer, { id, network }: AccountView) {
  const overrides = container.overrides.map((override) => ({ ...override, accountId: override.account?.id ?? null }));
  const { content, media } = resolveVariant({ ...container, overrides }, { accountId: id, channel: network });
  return { content, media: [...media] };
}

/** The database lets nothing name what is not there. */
function found<Thing>(thing: Thing | undefined, id: string): Thing {
  if (thing === undefined) throw new Error(`${id} was not read with its post.`);
  return thing;
}
