import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../../src/database/prisma.ts';
import { type Actor, type ApiScope, apiScopes } from '../../src/domain/actor.ts';
import type { DeliveryError } from '../../src/domain/delivery-error.ts';
import { newId } from '../../src/domain/ids.ts';
import { postStatus } from '../../src/domain/post-status.ts';
import type { DeliveryStatus, PostType } from '../../src/domain/statuses.ts';

export type StoredWorkspace = { workspaceId: string; apiKeyId: string; key: string; actor: Actor };

/** A workspace with one API key. */
export async function storeWorkspace(
  database: Database,
  scopes: readonly ApiScope[] = apiScopes,
): Promise<StoredWorkspace> {
  const workspaceId = newId('Workspace');
  await database.workspace.create({ data: { id: workspaceId, name: 'Test' } });
  const { apiKeyId, key } = await storeApiKey(database, workspaceId, { scopes });
  return { workspaceId, apiKeyId, key, actor: { workspaceId, apiKeyId, scopes: new Set(scopes) } };
}

type KeyDetails = { scopes?: readonly ApiScope[]; expiresAt?: Date; revokedAt?: Date; lastUsedAt?: Date };

/** An API key of a workspace. */
export async function storeApiKey(database: Database, workspaceId: string, details: KeyDetails = {}) {
  const apiKeyId = newId('ApiKey');
  const key = `pst_${randomBytes(16).toString('hex')}`;
  const secretHash = createHash('sha256').update(key).digest();
  const lookup = secretHash.toString('hex').slice(0, 16);
  const scopes = [...(details.scopes ?? apiScopes)];
  const row = { id: apiKeyId, workspaceId, name: 'Test key', prefix: key.slice(0, 8), lookup, secretHash };
  await database.apiKey.create({ data: { ...row, ...details, scopes } });
  return { apiKeyId, key };
}

type AccountDetails = { network?: string; username?: string; status?: string; statusReason?: DeliveryError };

/** An account of a workspace, with credentials that open nothing. */
export async function storeAccount(
  database: Database,
  workspaceId: string,
  details: AccountDetails = {},
): Promise<string> {
  const { network = 'bluesky', username = 'ada.test', ...others } = details;
  const id = newId('Account');
  await database.account.create({
    data: { id, workspaceId, channel: network, remoteId: `remote-${id}`, username, credentials: 'none', ...others },
  });
  return id;
}

type DeliveryDetails = { accountId: string; status?: DeliveryStatus; error?: DeliveryError; attempts?: number };
export type PostDetails = {
  containers?: readonly string[];
  deliveries?: readonly DeliveryDetails[];
  createdAt?: Date;
  startedAt?: Date;
  scheduledAt?: Date;
  type?: PostType;
};

/** A post with its containers, deliveries, segments and attempts, as publishing would leave them. */
export async function storePost(database: Database, workspaceId: string, details: PostDetails = {}) {
  const { containers = ['Hello'], deliveries = [], createdAt, startedAt, scheduledAt, type = 'POST' } = details;
  const id = newId('Post');
  const statuses = deliveries.map(({ status = 'PENDING' }) => status);
  const status = postStatus({ startedAt: startedAt ?? null, scheduledAt: scheduledAt ?? null }, statuses);
  const times = {
    ...(createdAt && { createdAt }),
    ...(startedAt && { startedAt }),
    ...(scheduledAt && { scheduledAt }),
  };
  await database.post.create({ data: { id, workspaceId, type, status, ...times } });
  const containerIds = containers.map(() => newId('Container'));
  await database.container.createMany({
    data: containers.map((content, position) => ({
      id: containerIds[position] as string,
      postId: id,
      position,
      content,
    })),
  });
  const deliveryIds: string[] = [];
  for (const delivery of deliveries)
    deliveryIds.push(await storeDelivery(database, { workspaceId, postId: id, containerIds, delivery }));
  return { id, containerIds, deliveryIds };
}

type NewDelivery = { workspaceId: string; postId: string; containerIds: readonly string[]; delivery: DeliveryDetails };

async function storeDelivery(
  database: Database,
  { workspaceId, postId, containerIds, delivery }: NewDelivery,
): Promise<string> {
  const { accountId, status = 'PENDING', error, attempts = 0 } = delivery;
  const id = newId('Delivery');
  await database.delivery.create({ data: { id, workspaceId, postId, accountId, status, ...(error && { error }) } });
  const live = status === 'POSTED';
  await database.segment.createMany({
    data: containerIds.map((containerId, position) => {
      const published = live
        ? { remoteId: newId('Segment'), url: `https://example.com/${id}/${position}`, publishedAt: new Date() }
        : {};
      return { id: newId('Segment'), deliveryId: id, accountId, containerId, position, ...published };
    }),
  });
  await database.attempt.createMany({
    data: Array.from({ length: attempts }, (_, index) => ({
      id: newId('Attempt'),
      deliveryId: id,
      outcome: 'FAILED',
      startedAt: new Date(Date.UTC(2026, 0, 1, 0, index)),
    })),
  });
  return id;
}
