import { pino } from 'pino';
import { expect } from 'vitest';
import { channelOf } from '../../src/platforms/index.ts';
import { startTestApp, type TestApp, testApiKey } from '../support/app.ts';

/** The origin of a frontend that may be returned to, and its page. */
export const home = 'https://app.example.com';
export const returnTo = `${home}/accounts?tab=all`;

export type Started = {
  authorizationUrl: string | null;
  userErrors: { code: string; message: string; path: string[] }[];
};
/** What Postern answers a browser: a page, or an address to go to. */
export type Seen = { status: number; text: string; headers: Headers; sentTo: URL | null };
type AccountView = { id: string; network: string; username: string; status: string };
type Back = { returnTo?: string };

/** A Postern whose login pages are walked through by hand. */
export type LoginWalk = AsyncDisposable & {
  app: TestApp;
  /** What Postern logged and answered. */
  said: string[];
  start(input: { channel: string } & Back, key?: string): Promise<Started>;
  /** Starts, and gives the login page's address. */
  started(network: string, back?: Back, key?: string): Promise<string>;
  /** What a browser sees at an address of Postern's. */
  comeBack(address: string): Promise<Seen>;
  /** Sends the form of the page to choose on. */
  choose(page: Seen, profiles: readonly string[], decision?: string): Promise<Seen>;
  /** Goes the whole way, chooses all profiles where there are several, and gives the ids that the frontend is told. */
  connect(network: string, account?: string): Promise<string[]>;
  accounts(): Promise<AccountView[]>;
};

export async function startLoginWalk(): Promise<LoginWalk> {
  const said: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void said.push(line) });
  const app = await startTestApp({ log, environment: { CORS_ORIGINS: home } });

  const start: LoginWalk['start'] = async (input, key = testApiKey) => {
    const query = `mutation ($input: StartAccountConnectionInput!) { startAccountConnection(input: $input) {
      authorizationUrl userErrors { code message path } } }`;
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query, variables: { input: { ...input, channel: channelOf(input.channel) } } }),
    });
    const { data } = (await response.json()) as { data: { startAccountConnection: Started } };
    return data.startAccountConnection;
  };
  const started: LoginWalk['started'] = async (network, back = { returnTo }, key = testApiKey) => {
    const { authorizationUrl, userErrors } = await start({ channel: network, ...back }, key);
    if (authorizationUrl === null) throw new Error(JSON.stringify(userErrors));
    return authorizationUrl;
  };
  const seenAs = async (response: Response): Promise<Seen> => {
    const seen = await see(response);
    said.push(seen.text, JSON.stringify([...seen.headers]));
    return seen;
  };
  const comeBack = async (address: string) => seenAs(await fetch(address, { redirect: 'manual' }));
  const choose: LoginWalk['choose'] = async (page, profiles, decision = 'connect') => {
    const fields = [['token', tokenIn(page)], ['decision', decision], ...profiles.map((id) => ['profile', id])];
    return seenAs(await submit(`${app.url}/connect/choice`, new URLSearchParams(fields)));
  };

  return {
    app,
    said,
    start,
    started,
    comeBack,
    choose,
    async connect(network, account = 'wren') {
      const page = await comeBack(await decide(await started(network), 'authorise', account));
      const { status, sentTo } = page.status === 200 ? await choose(page, profilesIn(page)) : page;
      const where = [sentTo?.origin, sentTo?.pathname, sentTo?.searchParams.get('tab')];
      expect([status, ...where]).toEqual([303, home, '/accounts', 'all']);
      return sentTo?.searchParams.get('connected')?.split(',') ?? [];
    },
    async accounts() {
      const { data } = await app.graphql<{ accounts: AccountView[] }>('{ accounts { id network username status } }');
      said.push(JSON.stringify(data));
      return data.accounts;
    },
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

/** A person at the network's login page: gives the address that they are sent back to. */
export async function decide(page: string, decision: 'authorise' | 'refuse', account = 'wren'): Promise<string> {
  const shown = await fetch(page);
  expect([shown.status, await shown.text()]).toEqual([200, expect.stringContaining('sandbox-client')]);
  const answer = await submit(page, { decision, account });
  expect(answer.status).toBe(302);
  return answer.headers.get('location') ?? '';
}

export function submit(url: string, fields: Record<string, string> | URLSearchParams): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}

export const tokenIn = ({ text }: Seen) => /name="token" value="([^"]+)"/.exec(text)?.[1] ?? '';
export const profilesIn = ({ text }: Seen) =>
  [...text.matchAll(/name="profile" value="([^"]+)"/g)].map(([, id]) => id ?? '');

/** Whatever is answered, it runs nothing, is kept nowhere and says to nobody where it was. */
async function see(response: Response): Promise<Seen> {
  const text = await response.text();
  const { status, headers } = response;
  const location = headers.get('location');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-\S+'; form-action /);
  expect(text).not.toContain('<script');
  return { status, text, headers, sentTo: location === null ? null : new URL(location) };
}
