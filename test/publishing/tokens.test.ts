import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { made, type PostView, readPost } from '../support/posts.ts';
import { wholeDatabase } from '../support/whole-database.ts';

let app: TestApp;
/** What Postern logged and answered. */
const said: string[] = [];
const log = pino({ level: 'debug' }, { write: (line: string) => void said.push(line) });

beforeAll(async () => {
  app = await startTestApp({ log });
});
afterAll(() => app[Symbol.asyncDispose]());
afterEach(async () => {
  for (const tool of ['_faults', '_requests', '_published'])
    await fetch(`${app.sandbox.url}/${tool}`, { method: 'DELETE' });
});

const HOUR = 60 * 60_000;

type Removal = { outcome: string; message: string | null };
type Choices = {
  data: { account: { choices: { value: string }[] | null } };
  errors?: { message: string; extensions: object }[];
};

async function ask<Data>(
  query: string,
  variables?: Record<string, unknown>,
): Promise<{ data: Data; errors?: { message: string; extensions: Record<string, unknown> }[] }> {
  const answer = await app.graphql<Data>(query, variables);
  said.push(JSON.stringify(answer));
  return answer;
}

/** Connects an account of the sandbox by its name, and gives its id. */
async function connect(network: string, name: string): Promise<string> {
  const input = { [network]: { accessToken: `sandbox-token-${name}`, refreshToken: `sandbox-refresh-${name}` } };
  const query =
    'mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { accounts { id } userErrors { message } } }';
  const { data } = await ask<{ connectAccount: { accounts: { id: string }[] } }>(query, { input });
  return data.connectAccount.accounts[0]?.id ?? '';
}

/** Publishes texts as posts of their own, and gives them as they are when nothing goes on. */
async function publish(account: string, ...contents: string[]): Promise<PostView[]> {
  const posts = contents.map((content) => made(app, 'createPost', { accounts: [account], content, publish: true }));
  const ids = (await Promise.all(posts)).map(({ id }) => id);
  await app.settle();
  return Promise.all(ids.map(read));
}

async function read(id: string): Promise<PostView> {
  const post = await readPost(app, id);
  said.push(JSON.stringify(post));
  return post;
}

async function remove({ id }: PostView): Promise<Removal | undefined> {
  const query = `mutation { deletePost(input: { id: "${id}" }) { removals { outcome message } } }`;
  return (await ask<{ deletePost: { removals: Removal[] } }>(query)).data.deletePost.removals[0];
}

function choicesOf(account: string, option: string): Promise<Choices> {
  return ask(`{ account(id: "${account}") { choices(option: "${option}") { value } } }`);
}

function standingOf(id: string) {
  const select = { status: true, statusReason: true, credentialsExpireAt: true } as const;
  return app.database.account.findUniqueOrThrow({ where: { id }, select });
}

/** The statuses of what was answered to those who asked the token endpoint. */
async function renewals(network: string, operation: string): Promise<number[]> {
  const response = await fetch(`${app.sandbox.url}/_requests?channel=${network}`);
  const seen = (await response.json()) as { operation: string; status: number }[];
  return seen.filter((request) => request.operation === operation).map(({ status }) => status);
}

const ofX = () => renewals('x', 'POST /2/oauth2/token');

test.each([
  ['is about to expire', 'early', () => app.advance(2 * HOUR - 60_000)],
  [
    'has expired before its time',
    'late',
    () => app.sandbox.fault({ channel: 'x', fault: 'token_expired', operation: 'DELETE /2/tweets/:id' }),
  ],
])(
  'a login that %s is renewed once by ten at the same moment, though its refresh token is good for one use',
  async (_when, name, ends) => {
    const account = await connect('x', name);
    const posts = await publish(account, ...Array.from({ length: 9 }, (_, index) => `${name} ${index}`));
    await ends();
    const [last, ...removals] = await Promise.all([
      made(app, 'createPost', { accounts: [account], content: `${name} last`, publish: true, waitSeconds: 10 }),
      ...posts.map(remove),
    ]);
    expect(last?.status).toBe('POSTED');
    expect(removals).toEqual(posts.map(() => ({ outcome: 'REMOVED', message: null })));
    expect(await ofX()).toEqual([200]);
  },
);

test('what an account can choose is read with a renewed login, too, and a network that says nothing is said so', async () => {
  const account = await connect('youtube', 'wren');
  const operation = 'GET /youtube/v3/playlists';
  await app.sandbox.fault({ channel: 'youtube', fault: 'token_expired', operation });
  const [first, ...others] = await Promise.all([1, 2, 3].map(() => choicesOf(account, 'playlistId')));
  expect(first?.data.account.choices?.length).toBeGreaterThan(0);
  expect(others).toEqual([first, first]);
  expect(await choicesOf(account, 'constructor')).toMatchObject({ data: { account: { choices: null } } });
  await app.advance(30_000);
  // A query that comes again and fails is run once more (src/server/use-compiled-queries.ts).
  await app.sandbox.fault({ channel: 'youtube', fault: 'server_error', operation, times: 2 });
  expect((await choicesOf(account, 'playlistId')).errors).toMatchObject([
    { extensions: { code: 'SERVICE_UNAVAILABLE' } },
  ]);
  await fetch(`${app.sandbox.url}/_faults`, { method: 'DELETE' });
  await app.sandbox.fault({ channel: 'youtube', fault: 'token_revoked', operation });
  expect((await choicesOf(account, 'playlistId')).errors).toMatchObject([
    { message: expect.stringContaining('connectAccount'), extensions: { code: 'SERVICE_UNAVAILABLE' } },
  ]);
  expect(await standingOf(account)).toMatchObject({ status: 'NEEDS_RECONNECT' });
});

test('what an account can choose is read once for all who ask within half a minute', async () => {
  const account = await connect('youtube', 'heron');
  const read = () => choicesOf(account, 'playlistId');
  const [first, ...others] = await Promise.all([read(), read(), read()]);
  expect(others).toEqual([first, first]);
  await app.advance(29_000);
  expect(await read()).toEqual(first);
  expect(await renewals('youtube', 'GET /youtube/v3/playlists')).toEqual([200]);
  await app.advance(1_000);
  expect(await read()).toEqual(first);
  expect(await renewals('youtube', 'GET /youtube/v3/playlists')).toEqual([200, 200]);
});

test('an account whose renewal is refused while a post is removed asks for a person, too', async () => {
  const account = await connect('x', 'removing');
  const [post] = await publish(account, 'Stays for now');
  await app.sandbox.fault({ channel: 'x', fault: 'token_revoked', operation: 'DELETE /2/tweets/:id' });
  expect(await remove(post as PostView)).toMatchObject({
    outcome: 'FAILED',
    message: expect.stringContaining('Connect the account again'),
  });
  expect(await standingOf(account)).toMatchObject({
    status: 'NEEDS_RECONNECT',
    statusReason: { code: 'CREDENTIALS_EXPIRED' },
  });
});

test('a login that cannot be renewed for the moment is used as long as it is good', async () => {
  const account = await connect('x', 'patient');
  await app.advance(2 * HOUR - 60_000);
  await app.sandbox.fault({ channel: 'x', fault: 'server_error', operation: 'POST /2/oauth2/token' });
  expect(await publish(account, 'Out all the same')).toMatchObject([
    { deliveries: [{ status: 'POSTED', attempts: [{ outcome: 'SUCCEEDED' }] }] },
  ]);
});

test('a renewal that is refused early is asked for once, and the login used until it ends', async () => {
  const operation = 'POST /2/oauth2/token';
  const account = await connect('x', 'unhurried');
  await app.advance(2 * HOUR - 60_000);
  await app.sandbox.fault({ channel: 'x', fault: 'token_revoked', operation });
  expect(await publish(account, 'Out all the same')).toMatchObject([
    { deliveries: [{ status: 'POSTED', account: { status: 'ACTIVE' } }] },
  ]);
  expect(await ofX()).toHaveLength(1);
  const now = app.app.store?.clock.now().getTime() ?? 0;
  const leftMs = ((await standingOf(account)).credentialsExpireAt?.getTime() ?? 0) - now;
  expect(leftMs).toBeGreaterThan(0);
  expect(leftMs).toBeLessThanOrEqual(60_000);
  await app.advance(120_000);
  await app.sandbox.fault({ channel: 'x', fault: 'token_revoked', operation });
  expect(await publish(account, 'Too late')).toMatchObject([
    { deliveries: [{ status: 'PAUSED', account: { status: 'NEEDS_RECONNECT' } }] },
  ]);
});

test('a refused renewal pauses what goes to the account, and reconnecting sends all of it on without being asked', async () => {
  const account = await connect('x', 'revoked');
  await app.sandbox.fault({ channel: 'x', fault: 'token_revoked' });
  const paused = await publish(account, 'pauses', 'waits with it');
  for (const { deliveries } of paused)
    expect(deliveries).toMatchObject([
      {
        status: 'PAUSED',
        account: { status: 'NEEDS_RECONNECT' },
        error: { code: 'CREDENTIALS_EXPIRED', hint: expect.stringContaining('connectAccount') },
      },
    ]);
  expect(await ofX()).toEqual([400]);
  await fetch(`${app.sandbox.url}/_faults`, { method: 'DELETE' });
  expect(await connect('x', 'revoked')).toBe(account);
  await app.settle();
  for (const { id } of paused) expect(await read(id)).toMatchObject({ status: 'POSTED' });
  expect(await app.sandbox.published()).toHaveLength(2);
});

test('no token was said in any of this: not in the log, in an answer or, readable, in the database', async () => {
  const { errors } = await ask(
    'mutation { connectAccount(input: { x: { accessToken: "sandbox-token-no one" } }) { userErrors { message } } }',
  );
  expect(errors).toBeUndefined();
  const account = await connect('x', 'quoted');
  await app.sandbox.fault({ channel: 'x', fault: 'token_revoked' });
  await publish(account, 'never out');
  const everything = [await wholeDatabase(app.database), ...said];
  expect(everything.join('\n')).toContain('never out');
  for (const secret of ['sandbox-token-', 'sandbox-refresh-', 'sandbox-client-secret'])
    expect(everything.filter((text) => text.includes(secret))).toEqual([]);
});
