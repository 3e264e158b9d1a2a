import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { demoClient } from '../../src/sandbox/demo-client.ts';
import { openFiles } from '../../src/sandbox/files.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/sandbox/limits.ts';
import { look } from '../../src/sandbox/mastodon/look.ts';
import type { Incoming, World } from '../../src/sandbox/network.ts';
import { authorizePage } from '../../src/sandbox/oauth/authorize-page.ts';
import { type GrantRules, openGrants } from '../../src/sandbox/oauth/grants.ts';
import { openStore } from '../../src/sandbox/store.ts';

let now: number;
beforeEach(() => {
  now = new Date('2026-05-04T10:00:00.000Z').getTime();
});

const world = (store = openStore(null)): World => ({
  url: () => 'http://sandbox.test/any',
  now: () => new Date(now),
  store,
  files: openFiles(null),
  processingMs: 0,
});
const open = (rules: Partial<GrantRules> = {}) =>
  openGrants(world(), {
    network: 'any',
    accessMs: 2 * HOUR,
    refreshMs: 60 * DAY,
    rotates: true,
    pkce: 'required',
    ...rules,
  });

const verifier = 'v'.repeat(43);
const codeChallenge = createHash('sha256').update(verifier).digest('base64url');
const redirectUri = 'http://127.0.0.1:4000/connect/callback';
const proof = { clientId: demoClient.id, redirectUri, codeVerifier: verifier };
const grant = { name: 'Wren', scopes: ['write'], clientId: demoClient.id, redirectUri, codeChallenge };

describe('tokens', () => {
  test('every name has a pair from the start, whatever the case of its letters', () => {
    const grants = open();
    expect(grants.holderOf('sandbox-token-Wren.b_c-1')).toEqual({ name: 'wren.b_c-1', scopes: null, state: 'good' });
    expect(grants.refresh('sandbox-refresh-wren')?.name).toBe('wren');
    for (const token of ['', 'sandbox-token-', 'sandbox-token-a b', 'sandbox-refresh-wren', 'other-wren'])
      expect(grants.holderOf(token)).toBeNull();
  });

  test('a refresh token that rotates can be used once, and its successor goes on', () => {
    const grants = open();
    const first = grants.refresh('sandbox-refresh-wren');
    expect(first).toMatchObject({ expiresInSeconds: 7_200, refreshExpiresInSeconds: 5_184_000 });
    expect(grants.refresh('sandbox-refresh-WREN')).toBeNull();
    expect(grants.holderOf(first?.accessToken ?? '')).toEqual({ name: 'wren', scopes: null, state: 'good' });
    const second = grants.refresh(first?.refreshToken ?? '');
    expect(second?.accessToken).not.toBe(first?.accessToken);
    expect(grants.refresh(first?.refreshToken ?? '')).toBeNull();
  });

  test('one that does not rotate stays, and its life is not prolonged', () => {
    const grants = open({ rotates: false });
    const { refreshToken } = grants.issue('wren');
    now += DAY;
    expect(grants.refresh(refreshToken)).toMatchObject({ refreshToken, refreshExpiresInSeconds: (59 * DAY) / SECOND });
    now += 59 * DAY;
    expect(grants.refresh(refreshToken)).toBeNull();
    expect(open({ rotates: false, refreshMs: null }).refresh('sandbox-refresh-wren')).toMatchObject({
      refreshExpiresInSeconds: null,
    });
  });

  test('an access token is expired when its time is over, or when it is made to be; a renewed one is good', () => {
    const grants = open();
    const { accessToken, refreshToken } = grants.issue('wren', { accessMs: HOUR, scopes: ['read'] });
    expect(grants.holderOf(accessToken)).toEqual({ name: 'wren', scopes: ['read'], state: 'good' });
    now += HOUR;
    expect(grants.holderOf(accessToken)?.state).toBe('expired');
    grants.expire('Wren');
    expect(grants.holderOf('sandbox-token-wren')?.state).toBe('expired');
    expect(grants.holderOf('sandbox-token-other')?.state).toBe('good');
    const renewed = grants.refresh(refreshToken);
    expect(grants.holderOf(renewed?.accessToken ?? '')).toEqual({ name: 'wren', scopes: ['read'], state: 'good' });
  });

  test('what is revoked can be neither used nor refreshed, until it is forgiven', () => {
    const grants = open();
    const { accessToken, refreshToken } = grants.issue('wren');
    grants.revoke('wren');
    expect(grants.holderOf(accessToken)?.state).toBe('revoked');
    expect(grants.holderOf('sandbox-token-wren')?.state).toBe('revoked');
    expect(grants.refresh(refreshToken)).toBeNull();
    expect(grants.holderOf(grants.issue('wren').accessToken)?.state).toBe('good');
    grants.forgiveAll();
    expect(grants.holderOf(accessToken)?.state).toBe('good');
    expect(grants.refresh(refreshToken)).not.toBeNull();
  });
});

describe('codes', () => {
  test('a code gives tokens of its scopes, once', () => {
    const grants = open();
    const code = grants.issueCode(grant);
    const issued = grants.redeem(code, proof);
    expect(issued).toMatchObject({ name: 'wren', scopes: ['write'] });
    expect(grants.holderOf(issued?.accessToken ?? '')?.scopes).toEqual(['write']);
    expect(grants.redeem(code, proof)).toBeNull();
  });

  test.each([
    ['another client', { clientId: 'other' }],
    ['another address', { redirectUri: `${redirectUri}/` }],
    ['another verifier', { codeVerifier: 'w'.repeat(43) }],
    ['no verifier', { codeVerifier: null }],
  ])('a code is lost to %s', (_case, wrong) => {
    const grants = open();
    const code = grants.issueCode(grant);
    expect(grants.redeem(code, { ...proof, ...wrong })).toBeNull();
    expect(grants.redeem(code, proof)).toBeNull();
  });

  test('a code is over after a minute', () => {
    const grants = open();
    const code = grants.issueCode(grant);
    now += MINUTE;
    expect(grants.redeem(code, proof)).toBeNull();
  });

  test('a network without code challenges asks for no verifier; one where they are optional checks what was given', () => {
    const bare = { clientId: demoClient.id, redirectUri };
    const none = open({ pkce: 'none' });
    expect(none.redeem(none.issueCode({ ...grant, codeChallenge: null }), bare)).not.toBeNull();
    const optional = open({ pkce: 'optional' });
    expect(optional.redeem(optional.issueCode({ ...grant, codeChallenge: null }), bare)).not.toBeNull();
    expect(optional.redeem(optional.issueCode(grant), bare)).toBeNull();
    const required = open({ pkce: 'required' });
    expect(required.redeem(required.issueCode({ ...grant, codeChallenge: null }), proof)).toBeNull();
  });
});

describe('the login page', () => {
  const asked = {
    client_id: demoClient.id,
    redirect_uri: redirectUri,
    response_type: 'code',
    state: 'a state & more',
    scope: 'read write',
    code_challenge: codeChallenge,
    code_challenge_method: 'S256',
  };
  const openPage = (more: object = {}) => {
    const grants = open();
    const [get, post] = authorizePage({
      grants,
      look,
      path: '/authorize',
      clientIdName: 'client_id',
      scopes: ['read', 'write'],
      scopeSeparator: ' ',
      suggests: 'marlow',
      ...more,
    });
    const incoming = (query: Record<string, string>, form: Record<string, string>): Incoming => ({
      params: {},
      query: new URLSearchParams(query),
      headers: new Headers(),
      body: new URLSearchParams(form).toString(),
      bytes: Buffer.alloc(0),
      parts: [],
      fetched: new Map(),
    });
    return {
      grants,
      show: (query: Record<string, string>) => get?.run(incoming(query, {})),
      decide: (form: Record<string, string>, query = asked) => post?.run(incoming(query, form)),
    };
  };
  const sentTo = (answer: ReturnType<ReturnType<typeof openPage>['decide']>) => {
    expect(answer?.status).toBe(302);
    return new URL(answer?.headers?.location ?? '');
  };

  test('says who asks for what, and runs nothing', () => {
    const page = openPage().show(asked);
    expect(page?.status).toBe(200);
    for (const part of [demoClient.id, 'read', 'write', '127.0.0.1:4000', 'value="marlow"'])
      expect(page?.body).toContain(part);
    expect(page?.headers?.['content-security-policy']).toContain("default-src 'none'");
    expect(page?.body).not.toContain('<script');
  });

  test('sends back with a code for the named account, and the state', () => {
    const { grants, decide } = openPage();
    const address = sentTo(decide({ decision: 'authorise', account: ' @Wren ' }));
    expect(address.origin + address.pathname).toBe(redirectUri);
    expect(address.searchParams.get('state')).toBe(asked.state);
    expect(grants.redeem(address.searchParams.get('code') ?? '', proof)).toMatchObject({
      name: 'wren',
      scopes: ['read', 'write'],
    });
  });

  test('sends back with access_denied after a refusal', () => {
    const { searchParams } = sentTo(openPage().decide({ decision: 'refuse', account: 'wren' }));
    expect(Object.fromEntries(searchParams)).toEqual({ error: 'access_denied', state: asked.state });
  });

  test('asks again where no account can be called so', () => {
    const answer = openPage().decide({ decision: 'authorise', account: '<b>' });
    expect(answer?.status).toBe(400);
    expect(answer?.body).toContain('&lt;b&gt;');
    expect(answer?.body).toContain('An account is called by');
  });

  test.each([
    [{ client_id: 'other' }, 'client_id must be'],
    [{ redirect_uri: 'http://example.com/' }, 'redirect_uri must be'],
    [{ response_type: 'token' }, 'response_type must be'],
    [{ state: '' }, 'state is missing'],
    [{ scope: '' }, 'scope is missing'],
    [{ scope: 'read all' }, 'does not know: all'],
    [{ scope: 'read,write' }, 'does not know: read,write'],
    [{ code_challenge: 'short' }, 'code_challenge must be'],
    [{ code_challenge_method: 'plain' }, 'code_challenge must be'],
  ])('%j is refused and goes nowhere, asked and decided', (wrong, sentence) => {
    const { show, decide } = openPage();
    for (const answer of [show({ ...asked, ...wrong }), decide({ decision: 'authorise' }, { ...asked, ...wrong })]) {
      expect(answer?.status).toBe(400);
      expect(answer?.body).toContain(sentence);
      expect(answer?.headers?.location).toBeUndefined();
    }
  });

  test('takes the names and parameters of its network', () => {
    const { client_id, ...others } = asked;
    const page = openPage({
      clientIdName: 'client_key',
      scopeSeparator: ',',
      parameters: { access_type: 'offline' },
    });
    const query = { ...others, client_key: client_id, scope: 'read,write' };
    expect(page.show({ ...query, access_type: 'offline' })?.status).toBe(200);
    expect(page.show(query)?.body).toContain('access_type must be offline');
  });
});
