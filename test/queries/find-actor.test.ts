import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findActor } from '../../src/queries/find-actor.ts';
import { storeApiKey } from '../support/fixtures.ts';
import { type WithWorkspace, withWorkspace } from './with-workspace.ts';

const now = new Date('2026-11-22T12:00:00Z');
const clock = { now: () => now };
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);

let world: WithWorkspace;
beforeAll(async () => {
  world = await withWorkspace();
});
afterAll(() => world[Symbol.asyncDispose]());

const find = (key: string) => findActor(world.database, clock, key);
const store = (details: Parameters<typeof storeApiKey>[2]) =>
  storeApiKey(world.database, world.workspace.workspaceId, details);
const lastUse = async (id: string) => (await world.database.apiKey.findUniqueOrThrow({ where: { id } })).lastUsedAt;

describe('findActor', () => {
  test('finds who acts with a key, and its scopes', async () => {
    const { apiKeyId, key } = await store({ scopes: ['POSTS_READ'] });
    expect(await find(key)).toEqual({
      workspaceId: world.workspace.workspaceId,
      apiKeyId,
      scopes: new Set(['POSTS_READ']),
    });
  });

  test('knows no other key', async () => {
    expect(await find('pst_unknown')).toBeNull();
    expect(await find('')).toBeNull();
    expect(await find('\u0000')).toBeNull();
  });

  test('refuses a key whose hash agrees only as far as it is looked up by', async () => {
    const { apiKeyId, key } = await store({});
    const { secretHash } = await world.database.apiKey.findUniqueOrThrow({ where: { id: apiKeyId } });
    secretHash[31] = (secretHash[31] ?? 0) ^ 1;
    await world.database.apiKey.update({ where: { id: apiKeyId }, data: { secretHash } });
    expect(await find(key)).toBeNull();
  });

  test('refuses a revoked key, and one from the moment it expires', async () => {
    expect(await find((await store({ revokedAt: minutes(-1) })).key)).toBeNull();
    expect(await find((await store({ expiresAt: now })).key)).toBeNull();
    expect(await find((await store({ expiresAt: minutes(1) })).key)).not.toBeNull();
  });

  test('notes the use of a key once a minute', async () => {
    const seldom = await store({ lastUsedAt: minutes(-2) });
    const often = await store({ lastUsedAt: new Date(now.getTime() - 30_000) });
    await find(often.key);
    await find(seldom.key);
    await vi.waitFor(async () => expect(await lastUse(seldom.apiKeyId)).toEqual(now));
    expect(await lastUse(often.apiKeyId)).toEqual(new Date(now.getTime() - 30_000));
  });
});
