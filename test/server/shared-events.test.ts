import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { encodeEventCursor } from '../../src/domain/event-cursor.ts';
import { newId } from '../../src/domain/ids.ts';
import { appendEvents } from '../../src/events/append-events.ts';
import { lastEventSeq } from '../../src/events/event-log.ts';
import { postMoved } from '../../src/events/post-moved.ts';
import { storeAccount, storeApiKey, storePost } from '../support/fixtures.ts';
import { connect, type RawSocket, subscribe, terminateSockets } from './raw-socket.ts';
import { startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
let postId: string;
beforeAll(async () => {
  api = await startTestApi();
  const { workspaceId } = api.workspace;
  const accountId = await storeAccount(api.database, workspaceId);
  const deliveries = [{ accountId, status: 'FAILED' as const, attempts: 1 }];
  ({ id: postId } = await storePost(api.database, workspaceId, { startedAt: new Date(), deliveries }));
  await happen();
});
afterEach(terminateSockets);
afterAll(() => api[Symbol.asyncDispose]());

async function happen(): Promise<void> {
  const { workspaceId } = api.workspace;
  const moves = [postMoved(postId, 'PUBLISHING', 'FAILED'), postMoved(newId('Post'), 'DRAFT', null)];
  await api.database.$transaction((tx) => appendEvents(tx, workspaceId, moves));
  api.feed.ring();
}

const watching = `subscription Watch($after: String) {
  postStatusChanged(after: $after) { cursor status post { id status accounts { username } deliveries { status error { message } } } }
}`;

type Watcher = { key?: string; query?: string; id?: string };

/** Is live: it has been told of the last event again. */
async function watch({ key = api.workspace.key, query = watching, id }: Watcher = {}): Promise<RawSocket> {
  const raw = await connect(api);
  raw.send({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } });
  await raw.next();
  const last = await lastEventSeq(api.database, api.workspace.workspaceId);
  raw.send(subscribe(query, { variables: { after: encodeEventCursor(last - 1n) } }, id));
  await raw.next();
  return raw;
}

/** The payloads of two events as each gets them, and how often posts were read for them. */
async function told(watchers: RawSocket[]): Promise<{ payloads: unknown[][]; reads: number }> {
  api.statements.length = 0;
  await happen();
  const payloads: unknown[][] = [];
  for (const raw of watchers) payloads.push([(await raw.next()).payload, (await raw.next()).payload]);
  return { payloads, reads: api.statements.filter((sql) => /from post\b/i.test(sql)).length };
}

test('equal subscriptions are told, by one reading, the very same as one that is alone', async () => {
  const alone = await watch({ query: `${watching} # alone` });
  const { reads } = await told([alone]);
  expect(reads).toBe(1);
  const alike = [await watch(), await watch({ id: 'of another id' })];
  await happen();
  for (const raw of [alone, ...alike]) for (const _event of ['first', 'second']) await raw.next();
  const resumed = await watch();
  const together = await told([alone, ...alike, resumed]);
  expect(together.reads).toBe(2);
  const [first, ...others] = together.payloads;
  expect(first).toMatchObject([
    { data: { postStatusChanged: { status: 'FAILED', post: { id: postId } } } },
    { data: { postStatusChanged: { status: null, post: null } } },
  ]);
  for (const other of others) expect(other).toEqual(first);
});

test('what goes wrong within the selection is the same for all, and logged once', async () => {
  const watchers = [await watch(), await watch()];
  await api.database.$executeRaw`alter table container rename to contained`;
  api.logged.length = 0;
  const { payloads } = await told(watchers);
  await api.database.$executeRaw`alter table contained rename to container`;
  const failed = { extensions: { code: 'INTERNAL_SERVER_ERROR', id: expect.any(String) } };
  expect(payloads[0]?.[0]).toMatchObject({ data: { postStatusChanged: { post: null } }, errors: [failed] });
  expect(payloads[1]).toEqual(payloads[0]);
  expect(api.logged.filter((line) => line.includes('Unexpected error.'))).toHaveLength(2);
});

test('subscribers with different keys, or other documents, share nothing', async () => {
  const { key } = await storeApiKey(api.database, api.workspace.workspaceId);
  const { reads } = await told([await watch(), await watch({ key }), await watch({ query: `${watching} ` })]);
  expect(reads).toBe(3);
});
