import { Prisma } from '../database/generated/client.ts';
import type { Transaction } from '../database/prisma.ts';
import type { CheckedPost } from '../domain/check-post.ts';
import { newId } from '../domain/ids.ts';
import type { MediumUse, PostDraft } from '../domain/post-draft.ts';
import { postStatus } from '../domain/post-status.ts';
import type { PostStatus } from '../domain/statuses.ts';
import { resolveVariant } from '../domain/variant.ts';
import { appendEvents } from '../events/append-events.ts';
import { postMoved } from '../events/post-moved.ts';

export type Writing = { workspaceId: string; draft: PostDraft; checked: CheckedPost; now: Date };

/** Writes a new post with its containers, its deliveries and their segments, and its first event. Returns its id. */
export async function writePost(tx: Transaction, writing: Writing): Promise<string> {
  const id = newId('Post');
  const fields = fieldsOf(writing);
  await tx.post.create({ data: { id, workspaceId: writing.workspaceId, ...fields } });
  await writeContainers(tx, id, writing.draft);
  await writeDeliveries(tx, id, writing);
  await appendEvents(tx, writing.workspaceId, [postMoved(id, null, fields.status)]);
  return id;
}

/** Writes a changed post over the one that is stored: deliveries of accounts that stay keep their ids. */
export async function rewritePost(
  tx: Transaction,
  postId: string,
  writing: Writing & { previous: PostStatus },
): Promise<void> {
  const { draft, workspaceId, previous } = writing;
  const fields = fieldsOf(writing);
  await tx.post.update({
    where: { id: postId },
    data: { ...fields, version: { increment: 1 }, updatedAt: writing.now },
  });
  if (draft.places.containers === 'input') {
    await tx.container.deleteMany({ where: { postId } });
    await writeContainers(tx, postId, draft);
  }
  await writeDeliveries(tx, postId, writing);
  if (fields.status !== previous) await appendEvents(tx, workspaceId, [postMoved(postId, previous, fields.status)]);
}

function fieldsOf({ draft, checked, now }: Writing) {
  const { timing } = checked;
  const startedAt = timing.start === 'now' ? now : null;
  const scheduledAt = timing.start === 'at' ? timing.scheduledAt : null;
  const status = postStatus(
    { startedAt, scheduledAt },
    checked.targets.map(() => 'PENDING'),
  );
  return {
    type: draft.type,
    status,
    startedAt,
    scheduledAt,
    link: json(draft.link),
    options: json(draft.options),
    accountOptions: json(draft.accountOptions),
  };
}

/** Prisma tells JSON's null from the column's. */
function json(value: object | null): Prisma.InputJsonValue | typeof Prisma.DbNull {
  return value === null ? Prisma.DbNull : (value as Prisma.InputJsonValue);
}

async function writeContainers(tx: Transaction, postId: string, { containers }: PostDraft): Promise<void> {
  const rows = containers.map((container, position) => ({ ...container, id: newId('Container'), position }));
  await tx.container.createMany({ data: rows.map(({ id, position, content }) => ({ id, postId, position, content })) });
  const overrides = rows.flatMap(({ id: containerId, overrides: given }) =>
    given.map((override) => ({ ...override, id: newId('Override'), containerId })),
  );
  await tx.override.createMany({
    data: overrides.map(({ id, containerId, channel, accountId, content, media }) => ({
      id,
      containerId,
      channel,
      accountId,
      content,
      replacesMedia: media !== null,
    })),
  });
  const uses = [
    ...rows.flatMap(({ id, media }) => usesOf(media, { containerId: id, overrideId: null })),
    ...overrides.flatMap(({ id, containerId, media }) => usesOf(media ?? [], { containerId, overrideId: id })),
  ];
  await tx.containerMedia.createMany({ data: uses });
}

function usesOf(media: readonly MediumUse[], where: { containerId: string; overrideId: string | null }) {
  return media.map(({ id: mediaId, altText }, position) => {
    if (mediaId === null) throw new Error('A post is written once its media are fetched.');
    return { id: newId('ContainerMedia'), ...where, mediaId, altText, position };
  });
}

async function writeDeliveries(tx: Transaction, postId: string, writing: Writing): Promise<void> {
  const { workspaceId, checked, now } = writing;
  const accountIds = checked.targets.map(({ account }) => account.id);
  await tx.delivery.deleteMany({ where: { postId, accountId: { notIn: accountIds } } });
  const kept = new Set(
    (await tx.delivery.findMany({ where: { postId }, select: { accountId: true } })).map(({ accountId }) => accountId),
  );
  const added = accountIds.filter((accountId) => !kept.has(accountId));
  await tx.delivery.createMany({
    data: added.map((accountId) => ({ id: newId('Delivery'), workspaceId, postId, accountId })),
  });
  await tx.delivery.updateMany({ where: { postId }, data: { dueAt: checked.timing.start === 'now' ? now : null } });
  const deliveries = await tx.delivery.findMany({ where: { postId }, select: { id: true, accountId: true } });
  const containers = await tx.container.findMany({ where: { postId }, select: { id: true, position: true } });
  const containerIds = new Map(containers.map(({ id, position }) => [position, id]));
  await tx.segment.deleteMany({ where: { delivery: { postId } } });
  await tx.segment.createMany({
    data: deliveries.flatMap(({ id: deliveryId, accountId }) =>
      piecesFor(accountId, writing).map(({ container, mediaPosition }, position) => ({
        id: newId('Segment'),
        deliveryId,
        accountId,
        containerId: containerIds.get(container) ?? '',
        mediaPosition,
        position,
      })),
    ),
  });
}

type Piece = { container: number; mediaPosition: number | null };

/** What an account publishes one after the other: the containers, and of a story every medium by itself. */
function piecesFor(accountId: string, { draft, checked }: Writing): Piece[] {
  const channel = checked.targets.find(({ account }) => account.id === accountId)?.account.channel ?? '';
  return draft.containers.flatMap((container, index): Piece[] => {
    const { media } = resolveVariant(container, { accountId, channel });
    if (draft.type !== 'STORY' || media.length < 2) return [{ container: index, mediaPosition: null }];
    return media.map((_medium, mediaPosition) => ({ container: index, mediaPosition }));
  });
}
