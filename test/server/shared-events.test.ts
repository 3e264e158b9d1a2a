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

type Watcher = { key?: string; query?: string; variables?: object; id?: string };

async function watch({
  key = api.workspace.key,
  query = watching,
  variables = {},
  id,
}: Watcher = {}): Promise<RawSocket> {
  const raw = await connect(api);
  raw.send({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } });
  await raw.next();
  raw.send(subscribe(query, { variables }, id));
  // Answered after the subscription has been taken up, since both are asked in turn.
  raw.send(subscribe('{ viewer { workspace { id } } }', {}, 'asked after'));
  while ((await raw.next()).type !== 'complete');
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
  const after = encodeEventCursor(await lastEventSeq(api.database, api.workspace.workspaceId));
  const alone = await watch({ query: `${watching} # alone` });
  const { reads } = await told([alone]);
  expect(reads).toBe(1);
  const alike = [await watch(), await watch({ id: 'of another id' }), await watch({ variables: { after } })];
  for (const _past of ['first', 'second']) await alike[2]?.next();
  const together = await told([alone, ...alike]);
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
