import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgetConnections } from '../../src/actions/account-connections.ts';
import { publishingRooms } from '../../src/platforms/index.ts';
import { made, readPost } from '../support/posts.ts';
import { wholeDatabase } from '../support/whole-database.ts';
import {
  decide,
  home,
  type LoginWalk,
  profilesIn,
  returnTo,
  type Started,
  startLoginWalk,
  submit,
  tokenIn,
} from './login-walk.ts';
import { startTestApi } from './test-api.ts';

const MINUTE = 60_000;

/** The rooms that have a login page. */
const rooms = [...publishingRooms.values()].flatMap((room) =>
  room.connecting.authorization === null ? [] : [{ network: room.profile.network, room }],
);

let walk: LoginWalk;
beforeAll(async () => {
  walk = await startLoginWalk();
});
afterAll(() => walk[Symbol.asyncDispose]());

const countConnections = () => walk.app.database.accountConnection.count();

describe.each(rooms)('connecting on $network', ({ network, room }) => {
  test('asks as the network wants it, and lands connected; again, the same profile keeps its id', async () => {
    const { authorization } = room.connecting;
    const { searchParams } = new URL(await walk.started(network));
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      [authorization?.clientIdName ?? '']: 'sandbox-client',
      redirect_uri: `${walk.app.url}/connect/callback`,
      scope: authorization?.scopes.join(authorization.scopeSeparator),
      state: expect.stringMatching(/^[\w-]{43}$/),
      ...(authorization?.pkce
        ? { code_challenge: expect.stringMatching(/^[\w-]{43}$/), code_challenge_method: 'S256' }
        : {}),
      ...authorization?.parameters,
    });
    const ids = await walk.connect(network);
    expect(ids.length).toBeGreaterThan(0);
    const mine = (await walk.accounts()).filter(({ id }) => ids.includes(id));
    expect(mine.map((account) => [account.network, account.status])).toEqual(ids.map(() => [network, 'ACTIVE']));
    expect((await walk.connect(network)).toSorted()).toEqual(ids.toSorted());
  });
});

test('x and linkedin_page are among them', () => {
  expect(rooms.map(({ network }) => network)).toEqual(expect.arrayContaining(['x', 'linkedin_page']));
});

describe('what a browser comes back with', () => {
  const refused = async (url: string, sentence: string) => {
    const before = await walk.accounts();
    const { status, text } = await walk.comeBack(url);
    expect(status).toBe(400);
    expect(text).toContain(sentence);
    expect(await walk.accounts()).toEqual(before);
  };

  test('works once: of two at the same moment one is connected, and none afterwards', async () => {
    const address = await decide(await walk.started('x'), 'authorise');
    const twins = await Promise.all([walk.comeBack(address), walk.comeBack(address)]);
    expect(twins.map(({ status }) => status).sort()).toEqual([303, 400]);
    await refused(address, 'has been used already');
  });

  test('is one account where two bring the same profile at the same moment', async () => {
    const [first, second] = await Promise.all([walk.connect('x', 'siskin'), walk.connect('x', 'siskin')]);
    expect([first.length, second]).toEqual([1, first]);
  });

  test('is refused where its state is forged, missing, or of another stage', async () => {
    const address = new URL(await decide(await walk.started('x'), 'authorise'));
    for (const state of ['A'.repeat(43), '', `${address.searchParams.get('state')}x`]) {
      const forged = new URL(address);
      forged.searchParams.set('state', state);
      await refused(forged.href, 'has been used already');
    }
    await refused(`${walk.app.url}/connect/callback`, 'has been used already');
    expect((await walk.comeBack(address.href)).status).toBe(303);
  });

  test('is refused after 15 minutes, and what was kept is removed', async () => {
    const address = await decide(await walk.started('x'), 'authorise');
    await walk.started('x');
    await walk.app.advance(15 * MINUTE);
    await refused(address, '15 minutes');
    expect(await countConnections()).toBeGreaterThan(0);
    await forgetConnections(walk.app.database);
    expect(await countConnections()).toBe(0);
  });

  test('is refused where the key that started it has been revoked since', async () => {
    const { data } = await walk.app.graphql<{ createApiKey: { secret: string; apiKey: { id: string } } }>(
      'mutation { createApiKey(input: { name: "short", scopes: [ACCOUNTS_WRITE] }) { secret apiKey { id } } }',
    );
    const { secret, apiKey } = data.createApiKey;
    const [kept, ended] = [await walk.started('x', {}, secret), await walk.started('x', {}, secret)];
    expect((await walk.comeBack(await decide(kept, 'authorise'))).text).toContain('The account is connected on X');
    await walk.app.graphql(`mutation { revokeApiKey(input: { id: "${apiKey.id}" }) { userErrors { code } } }`);
    await refused(await decide(ended, 'authorise'), 'API key');
  });

  test('a refusal goes back to the page it came from, or to one that says it', async () => {
    const before = await walk.accounts();
    const { status, sentTo } = await walk.comeBack(await decide(await walk.started('x'), 'refuse'));
    expect([status, sentTo?.href]).toEqual([303, `${returnTo}&error=access_denied`]);
    const alone = await walk.comeBack(await decide(await walk.started('x', {}), 'refuse'));
    expect([alone.status, alone.text]).toEqual([400, expect.stringContaining('not authorised')]);
    const strange = new URL(await decide(await walk.started('x'), 'refuse'));
    strange.searchParams.set('error', '<b>&');
    expect((await walk.comeBack(strange.href)).sentTo?.searchParams.get('error')).toBe('login_failed');
    expect(await walk.accounts()).toEqual(before);
  });

  test('a code that the network does not take connects nothing', async () => {
    const address = new URL(await decide(await walk.started('x'), 'authorise'));
    address.searchParams.set('code', 'sandbox-code-nonsense');
    expect((await walk.comeBack(address.href)).sentTo?.href).toBe(`${returnTo}&error=login_failed`);
    const bare = new URL(await decide(await walk.started('x'), 'authorise'));
    bare.searchParams.delete('code');
    expect((await walk.comeBack(bare.href)).sentTo?.href).toBe(`${returnTo}&error=no_code`);
  });

  test('a look at the address by other means than a visit uses nothing up', async () => {
    const address = await decide(await walk.started('x'), 'authorise');
    expect((await fetch(address, { method: 'HEAD' })).status).toBe(405);
    expect((await fetch(address, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${walk.app.url}/connect/other`)).status).toBe(404);
    expect((await walk.comeBack(address)).status).toBe(303);
  });
});

describe('a login that opens several profiles', () => {
  const opened = async (back?: { returnTo?: string }) =>
    walk.comeBack(await decide(await walk.started('linkedin_page', back), 'authorise', 'fern.gull'));

  test('is asked about, and those that are chosen are connected, once', async () => {
    const page = await opened();
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain(`form-action 'self' ${home};`);
    const [first = '', ...others] = profilesIn(page);
    expect(others.length).toBeGreaterThan(0);
    const before = await walk.accounts();
    const { sentTo } = await walk.choose(page, [first, 'urn:li:organization:0']);
    const connected = sentTo?.searchParams.get('connected') ?? '';
    const added = (await walk.accounts()).filter(({ id }) => !before.some((known) => known.id === id));
    expect(added).toEqual([expect.objectContaining({ id: connected, network: 'linkedin_page', status: 'ACTIVE' })]);
    expect((await walk.app.database.account.findUniqueOrThrow({ where: { id: connected } })).remoteId).toBe(first);
    const again = await walk.choose(page, others);
    expect([again.status, again.text]).toEqual([400, expect.stringContaining('has been used already')]);
  });

  test('is asked about again where nothing was chosen, and left alone where a person cancels', async () => {
    const page = await opened({});
    const again = await walk.choose(page, []);
    expect([again.status, again.text]).toEqual([400, expect.stringContaining('Choose one at least.')]);
    expect(tokenIn(again)).not.toBe(tokenIn(page));
    const before = await walk.accounts();
    const cancelled = await walk.choose(again, profilesIn(again), 'cancel');
    expect([cancelled.status, cancelled.text]).toEqual([400, expect.stringContaining('Nothing was connected')]);
    expect(await walk.accounts()).toEqual(before);
    const { text } = await walk.choose(await opened({}), profilesIn(page));
    expect(text).toContain(`${profilesIn(page).length} accounts are connected on LinkedIn`);
  });

  test('a forged choice, and a state in its place, is refused; so is a form that is far too long', async () => {
    const page = await opened();
    const state = new URL(await decide(await walk.started('x'), 'authorise')).searchParams.get('state') ?? '';
    for (const token of ['A'.repeat(43), '', state]) {
      const fields = { token, decision: 'connect', profile: profilesIn(page)[0] ?? '' };
      expect((await submit(`${walk.app.url}/connect/choice`, fields)).status).toBe(400);
    }
    expect((await walk.comeBack(`${walk.app.url}/connect/callback?code=x&state=${tokenIn(page)}`)).status).toBe(400);
    expect((await submit(`${walk.app.url}/connect/choice`, { token: 'A'.repeat(70_000) })).status).toBe(413);
    expect((await walk.choose(page, profilesIn(page))).status).toBe(303);
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
    const { authorizationUrl, userErrors } = await walk.start({ channel: 'x', returnTo: address });
    expect(authorizationUrl).toBeNull();
    expect(userErrors).toEqual([
      { code: 'INVALID', path: ['input', 'returnTo'], message: expect.stringContaining('CORS_ORIGINS') },
    ]);
  });

  test('returns to this server, and to no address of more than 2000 characters', async () => {
    expect((await walk.start({ channel: 'x', returnTo: `${walk.app.url}/graphql` })).userErrors).toEqual([]);
    const returnTo = `${home}/${'a'.repeat(2_000)}`;
    expect((await walk.start({ channel: 'x', returnTo })).userErrors).toMatchObject([{ path: ['input', 'returnTo'] }]);
  });

  test('says everything that is wrong, and what to call instead where a channel has no login page', async () => {
    const { userErrors } = await walk.start({ channel: 'bluesky', returnTo: 'http://evil.test/' });
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
  const [id = ''] = await walk.connect('x', 'heron');
  await walk.app.sandbox.fault({ channel: 'x', fault: 'rate_limited' });
  const post = await made(walk.app, 'createPost', { accounts: [id], content: 'Here again', publish: true });
  await walk.app.advance(0);
  await walk.app.graphql(`mutation { disconnectAccount(input: { id: "${id}" }) { userErrors { code } } }`);
  expect((await readPost(walk.app, post.id)).deliveries).toMatchObject([{ status: 'PAUSED' }]);
  expect(await walk.connect('x', 'heron')).toEqual([id]);
  await walk.app.settle();
  const done = await readPost(walk.app, post.id);
  expect(done.status).toBe('POSTED');
  walk.said.push(JSON.stringify(done));
});

test('no token, code, state or secret is in the log, in answers or, readable, in the database', async () => {
  const page = await walk.comeBack(await decide(await walk.started('linkedin_page'), 'authorise', 'fern.gull'));
  const waiting = await walk.started('x');
  const state = new URL(waiting).searchParams.get('state') ?? '';
  const database = await wholeDatabase(walk.app.database);
  for (const stage of ['LOGIN', 'CHOICE']) expect(database.includes(stage)).toBe(true);
  const secrets = ['sandbox-token-', 'sandbox-refresh-', 'sandbox-code-', 'sandbox-client-secret', state];
  for (const secret of [...secrets, tokenIn(page)]) expect(database.includes(secret)).toBe(false);
  for (const secret of secrets) expect(walk.said.filter((text) => text.includes(secret))).toEqual([]);
});
