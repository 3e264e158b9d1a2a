import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgetConnections } from '../../src/actions/account-connections.ts';
import { channelOf, publishingRooms } from '../../src/platforms/index.ts';
import { startTestApp, type TestApp, testApiKey } from '../support/app.ts';
import { made, readPost } from '../support/posts.ts';
import { startTestApi } from './test-api.ts';

const MINUTE = 60_000;
const home = 'https://app.example.com';
const returnTo = `${home}/accounts?tab=all`;

/** The rooms that have a login page. */
const rooms = [...publishingRooms.values()].flatMap((room) =>
  room.connecting.authorization === null ? [] : [{ network: room.profile.network, room }],
);

let app: TestApp;
/** What Postern logged and answered. */
const said: string[] = [];
beforeAll(async () => {
  const log = pino({ level: 'debug' }, { write: (line: string) => void said.push(line) });
  app = await startTestApp({ log, environment: { CORS_ORIGINS: home } });
});
afterAll(() => app[Symbol.asyncDispose]());

type Started = { authorizationUrl: string | null; userErrors: { code: string; message: string; path: string[] }[] };

async function start(input: { channel: string; returnTo?: string }, key = testApiKey): Promise<Started> {
  const query = `mutation ($input: StartAccountConnectionInput!) { startAccountConnection(input: $input) {
    authorizationUrl userErrors { code message path } } }`;
  const channel = channelOf(input.channel);
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query, variables: { input: { ...input, channel } } }),
  });
  const { data } = (await response.json()) as { data: { startAccountConnection: Started } };
  return data.startAccountConnection;
}

async function started(network: string, back: { returnTo?: string } = { returnTo }, key = testApiKey): Promise<string> {
  const { authorizationUrl, userErrors } = await start({ channel: network, ...back }, key);
  if (authorizationUrl === null) throw new Error(JSON.stringify(userErrors));
  return authorizationUrl;
}

/** A person at the network's login page: gives the address that they are sent back to. */
async function decide(page: string, decision: 'authorise' | 'refuse', account = 'wren'): Promise<string> {
  const shown = await fetch(page);
  expect([shown.status, await shown.text()]).toEqual([200, expect.stringContaining('sandbox-client')]);
  const answer = await submit(page, { decision, account });
  expect(answer.status).toBe(302);
  return answer.headers.get('location') ?? '';
}

function submit(url: string, fields: Record<string, string> | URLSearchParams): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}

/** What Postern answers a browser, as a page or as an address to go to. */
type Seen = { status: number; text: string; headers: Headers; sentTo: URL | null };

async function seen(response: Response): Promise<Seen> {
  const text = await response.text();
  const { status, headers } = response;
  const location = headers.get('location');
  said.push(text, JSON.stringify([...headers]));
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-\S+'; form-action /);
  expect(text).not.toContain('<script');
  return { status, text, headers, sentTo: location === null ? null : new URL(location) };
}

const comeBack = async (url: string): Promise<Seen> => seen(await fetch(url, { redirect: 'manual' }));

const tokenIn = ({ text }: Seen) => /name="token" value="([^"]+)"/.exec(text)?.[1] ?? '';
const profilesIn = ({ text }: Seen) => [...text.matchAll(/name="profile" value="([^"]+)"/g)].map(([, id]) => id ?? '');

async function choose(page: Seen, profiles: readonly string[], decision = 'connect'): Promise<Seen> {
  const fields = [['token', tokenIn(page)], ['decision', decision], ...profiles.map((id) => ['profile', id])];
  return seen(await submit(`${app.url}/connect/choice`, new URLSearchParams(fields)));
}

/** Goes the whole way, and chooses all profiles where there are several. */
async function connect(network: string, account = 'wren'): Promise<string[]> {
  const page = await comeBack(await decide(await started(network), 'authorise', account));
  const { status, sentTo } = page.status === 200 ? await choose(page, profilesIn(page)) : page;
  expect([status, sentTo?.origin, sentTo?.pathname, sentTo?.searchParams.get('tab')]).toEqual([
    303,
    home,
    '/accounts',
    'all',
  ]);
  return sentTo?.searchParams.get('connected')?.split(',') ?? [];
}

type AccountView = { id: string; network: string; username: string; status: string };

async function accounts(): Promise<AccountView[]> {
  const { data } = await app.graphql<{ accounts: AccountView[] }>('{ accounts { id network username status } }');
  said.push(JSON.stringify(data));
  return data.accounts;
}

const countConnections = () => app.database.accountConnection.count();

describe.each(rooms)('connecting on $network', ({ network, room }) => {
  test('asks as the network wants it, and lands connected; again, the same profile keeps its id', async () => {
    const { authorization } = room.connecting;
    const { searchParams } = new URL(await started(network));
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      [authorization?.clientIdName ?? '']: 'sandbox-client',
      redirect_uri: `${app.url}/connect/callback`,
      scope: authorization?.scopes.join(authorization.scopeSeparator),
      state: expect.stringMatching(/^[\w-]{43}$/),
      ...(authorization?.pkce
        ? { code_challenge: expect.stringMatching(/^[\w-]{43}$/), code_challenge_method: 'S256' }
        : {}),
      ...authorization?.parameters,
    });
    const ids = await connect(network);
    expect(ids.length).toBeGreaterThan(0);
    const mine = (await accounts()).filter(({ id }) => ids.includes(id));
    expect(mine.map((account) => [account.network, account.status])).toEqual(ids.map(() => [network, 'ACTIVE']));
    expect((await connect(network)).toSorted()).toEqual(ids.toSorted());
  });
});

test('x and linkedin_page are among them', () => {
  expect(rooms.map(({ network }) => network)).toEqual(expect.arrayContaining(['x', 'linkedin_page']));
});

describe('what a browser comes back with', () => {
  const refused = async (url: string, sentence: string) => {
    const before = await accounts();
    const { status, text } = await comeBack(url);
    expect(status).toBe(400);
    expect(text).toContain(sentence);
    expect(await accounts()).toEqual(before);
  };

  test('works once: of two at the same moment one is connected, and none afterwards', async () => {
    const address = await decide(await started('x'), 'authorise');
    const twins = await Promise.all([comeBack(address), comeBack(address)]);
    expect(twins.map(({ status }) => status).sort()).toEqual([303, 400]);
    await refused(address, 'has been used already');
  });

  test('is refused where its state is forged, missing, or of another stage', async () => {
    const address = new URL(await decide(await started('x'), 'authorise'));
    for (const state of ['A'.repeat(43), '', `${address.searchParams.get('state')}x`]) {
      const forged = new URL(address);
      forged.searchParams.set('state', state);
      await refused(forged.href, 'has been used already');
    }
    await refused(`${app.url}/connect/callback`, 'has been used already');
    expect((await comeBack(address.href)).status).toBe(303);
  });

  test('is refused after 15 minutes, and what was kept is removed', async () => {
    const address = await decide(await started('x'), 'authorise');
    await started('x');
    await app.advance(15 * MINUTE);
    await refused(address, '15 minutes');
    expect(await countConnections()).toBeGreaterThan(0);
    await forgetConnections(app.database);
    expect(await countConnections()).toBe(0);
  });

  test('is refused where the key that started it has been revoked since', async () => {
    const { data } = await app.graphql<{ createApiKey: { secret: string; apiKey: { id: string } } }>(
      'mutation { createApiKey(input: { name: "short", scopes: [ACCOUNTS_WRITE] }) { secret apiKey { id } } }',
    );
    const { secret, apiKey } = data.createApiKey;
    const [kept, ended] = [await started('x', {}, secret), await started('x', {}, secret)];
    expect((await comeBack(await decide(kept, 'authorise'))).text).toContain('The account is connected on X');
    await app.graphql(`mutation { revokeApiKey(input: { id: "${apiKey.id}" }) { userErrors { code } } }`);
    await refused(await decide(ended, 'authorise'), 'API key');
  });

  test('a refusal goes back to the page it came from, or to one that says it', async () => {
    const before = await accounts();
    const { status, sentTo } = await comeBack(await decide(await started('x'), 'refuse'));
    expect([status, sentTo?.href]).toEqual([303, `${returnTo}&error=access_denied`]);
    const alone = await comeBack(await decide(await started('x', {}), 'refuse'));
    expect([alone.status, alone.text]).toEqual([400, expect.stringContaining('not authorised')]);
    const strange = new URL(await decide(await started('x'), 'refuse'));
    strange.searchParams.set('error', '<b>&');
    expect((await comeBack(strange.href)).sentTo?.searchParams.get('error')).toBe('login_failed');
    expect(await accounts()).toEqual(before);
  });

  test('a code that the network does not take connects nothing', async () => {
    const address = new URL(await decide(await started('x'), 'authorise'));
    address.searchParams.set('code', 'sandbox-code-nonsense');
    expect((await comeBack(address.href)).sentTo?.href).toBe(`${returnTo}&error=login_failed`);
    const bare = new URL(await decide(await started('x'), 'authorise'));
    bare.searchParams.delete('code');
    expect((await comeBack(bare.href)).sentTo?.href).toBe(`${returnTo}&error=no_code`);
  });

  test('a look at the address by other means than a visit uses nothing up', async () => {
    const address = await decide(await started('x'), 'authorise');
    expect((await fetch(address, { method: 'HEAD' })).status).toBe(405);
    expect((await fetch(address, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${app.url}/connect/other`)).status).toBe(404);
    expect((await comeBack(address)).status).toBe(303);
  });
});

describe('a login that opens several profiles', () => {
  const opened = async (back?: { returnTo?: string }) =>
    comeBack(await decide(await started('linkedin_page', back), 'authorise', 'fern.gull'));

  test('is asked about, and those that are chosen are connected, once', async () => {
    const page = await opened();
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain(`form-action 'self' ${home};`);
    const [first = '', ...others] = profilesIn(page);
    expect(others.length).toBeGreaterThan(0);
    const before = await accounts();
    const { sentTo } = await choose(page, [first, 'urn:li:organization:0']);
    const connected = sentTo?.searchParams.get('connected') ?? '';
    const added = (await accounts()).filter(({ id }) => !before.some((known) => known.id === id));
    expect(added).toEqual([expect.objectContaining({ id: connected, network: 'linkedin_page', status: 'ACTIVE' })]);
    expect((await app.database.account.findUniqueOrThrow({ where: { id: connected } })).remoteId).toBe(first);
    const again = await choose(page, others);
    expect([again.status, again.text]).toEqual([400, expect.stringContaining('has been used already')]);
  });

  test('is asked about again where nothing was chosen, and left alone where a person cancels', async () => {
    const page = await opened({});
    const again = await choose(page, []);
    expect([again.status, again.text]).toEqual([400, expect.stringContaining('Choose one at least.')]);
    expect(tokenIn(again)).not.toBe(tokenIn(page));
    const before = await accounts();
    const cancelled = await choose(again, profilesIn(again), 'cancel');
    expect([cancelled.status, cancelled.text]).toEqual([400, expect.stringContaining('Nothing was connected')]);
    expect(await accounts()).toEqual(before);
    const { text } = await choose(await opened({}), profilesIn(page));
    expect(text).toContain(`${profilesIn(page).length} accounts are connected on LinkedIn`);
  });

  test('a forged choice, and a state in its place, is refused; so is a form that is far too long', async () => {
    const page = await opened();
    const state = new URL(await decide(await started('x'), 'authorise')).searchParams.get('state') ?? '';
    for (const token of ['A'.repeat(43), '', state]) {
      const fields = { token, decision: 'connect', profile: profilesIn(page)[0] ?? '' };
      expect((await seen(await submit(`${app.url}/connect/choice`, fields))).status).toBe(400);
    }
    expect((await comeBack(`${app.url}/connect/callback?code=x&state=${tokenIn(page)}`)).status).toBe(400);
    expect((await submit(`${app.url}/connect/choice`, { token: 'A'.repeat(70_000) })).status).toBe(413);
    expect((await choose(page, profilesIn(page))).status).toBe(303);
  });
});

describe('startAccountConnection', () => {
  test.each([
    'http://evil.test/',
    `${home}.evil.test/`,
    `https://app.example.com@evil.test/`,
    'https://user:password@app.example.com/',
    'http://app.example.com/',
    'javascript:alert(1)',
    '//app.example.com/',
    '/accounts',
    '',
  ])('does not return to “%s”', async (address) => {
    const { authorizationUrl, userErrors } = await start({ channel: 'x', returnTo: address });
    expect(authorizationUrl).toBeNull();
    expect(userErrors).toEqual([
      { code: 'INVALID', path: ['input', 'returnTo'], message: expect.stringContaining('CORS_ORIGINS') },
    ]);
  });

  test('returns to this server, and to no address of more than 2000 characters', async () => {
    expect((await start({ channel: 'x', returnTo: `${app.url}/graphql` })).userErrors).toEqual([]);
    const returnTo = `${home}/${'a'.repeat(2_000)}`;
    expect((await start({ channel: 'x', returnTo })).userErrors).toMatchObject([{ path: ['input', 'returnTo'] }]);
  });

  test('says everything that is wrong, and what to call instead where a channel has no login page', async () => {
    const { userErrors } = await start({ channel: 'bluesky', returnTo: 'http://evil.test/' });
    expect(userErrors).toMatchObject([
      { code: 'INVALID', path: ['input', 'channel'], message: expect.stringContaining('connectAccount') },
      { code: 'INVALID', path: ['input', 'returnTo'] },
    ]);
  });

  test('names the variables that its operator has to set', async () => {
    await using api = await startTestApi();
    const { startAccountConnection } = await api.client.request<{ startAccountConnection: Started }>(
      'mutation { startAccountConnection(input: { channel: LINKEDIN_PAGE }) { userErrors { code message path } } }',
    );
    expect(startAccountConnection.userErrors).toEqual([
      {
        code: 'CHANNEL_UNAVAILABLE',
        path: ['input', 'channel'],
        message: expect.stringContaining('LINKEDIN_PAGE_CLIENT_ID and LINKEDIN_PAGE_CLIENT_SECRET'),
      },
    ]);
  });
});

test('connecting a disconnected profile again sends on what was PAUSED for it', async () => {
  const [id = ''] = await connect('x', 'heron');
  await app.sandbox.fault({ channel: 'x', fault: 'rate_limited' });
  const post = await made(app, 'createPost', { accounts: [id], content: 'Here again', publish: true });
  await app.advance(0);
  await app.graphql(`mutation { disconnectAccount(input: { id: "${id}" }) { userErrors { code } } }`);
  expect((await readPost(app, post.id)).deliveries).toMatchObject([{ status: 'PAUSED' }]);
  expect(await connect('x', 'heron')).toEqual([id]);
  await app.settle();
  const done = await readPost(app, post.id);
  expect(done.status).toBe('POSTED');
  said.push(JSON.stringify(done));
});

/** Every row of every table, jobs and events among them. */
async function wholeDatabase(): Promise<string> {
  const tables = await app.database.$queryRaw<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
  const rows = tables.map(({ name }) =>
    app.database.$queryRawUnsafe<{ row: string }[]>(`select t::text as row from ${name} t`),
  );
  return (await Promise.all(rows)).flatMap((table) => table.map(({ row }) => row)).join('\n');
}

test('no token, code, state or secret is in the log, in answers or, readable, in the database', async () => {
  const page = await comeBack(await decide(await started('linkedin_page'), 'authorise', 'fern.gull'));
  const waiting = await started('x');
  const state = new URL(waiting).searchParams.get('state') ?? '';
  const database = await wholeDatabase();
  for (const stage of ['LOGIN', 'CHOICE']) expect(database.includes(stage)).toBe(true);
  const secrets = ['sandbox-token-', 'sandbox-refresh-', 'sandbox-code-', 'sandbox-client-secret', state];
  for (const secret of [...secrets, tokenIn(page)]) expect(database.includes(secret)).toBe(false);
  for (const secret of secrets) expect(said.filter((text) => text.includes(secret))).toEqual([]);
});
