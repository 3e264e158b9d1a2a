import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { defaultLimits } from '../../src/config.ts';
import { type StoredWorkspace, storeWorkspace } from '../support/fixtures.ts';
import { connectWithKey, subscribe, terminateSockets } from './raw-socket.ts';
import { startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
let workspace: StoredWorkspace;
let now = new Date();
const passSeconds = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1_000);
};

beforeAll(async () => {
  const limits = { ...defaultLimits, requestsPerMinute: 2 };
  api = await startTestApi({ deps: { limits, clock: { now: () => now } } });
});
beforeEach(async () => {
  workspace = await storeWorkspace(api.database);
});
afterAll(() => {
  terminateSockets();
  return api[Symbol.asyncDispose]();
});

const query = '{ viewer { scopes } }';
const post = (body: object = { query }, key: string | null = workspace.key, headers: Record<string, string> = {}) =>
  fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}), ...headers },
    body: JSON.stringify(body),
  });
const quotaOf = ({ status, headers }: Response) => [status, headers.get('ratelimit-policy'), headers.get('ratelimit')];

describe('a key', () => {
  test('is told what is left of its minute, and refused beyond it until the minute is over', async () => {
    expect(quotaOf(await post())).toEqual([200, '"key";q=2;w=60', '"key";r=1;t=60']);
    passSeconds(20);
    expect(quotaOf(await post())).toEqual([200, '"key";q=2;w=60', '"key";r=0;t=40']);
    passSeconds(0.5);
    const refused = await post();
    expect(quotaOf(refused)).toEqual([429, '"key";q=2;w=60', '"key";r=0;t=40']);
    expect(refused.headers.get('retry-after')).toBe('40');
    expect(await refused.json()).toEqual({
      errors: [
        {
          message: 'This key has sent its 2 requests of this minute. Go on in 40 s.',
          extensions: { code: 'RATE_LIMITED', retryAfter: 40 },
        },
      ],
    });
    passSeconds(40);
    expect(quotaOf(await post())).toEqual([200, '"key";q=2;w=60', '"key";r=1;t=60']);
  });

  test('has its own, whatever others have sent', async () => {
    const other = await storeWorkspace(api.database);
    for (const status of [200, 200, 429]) expect((await post({ query }, other.key)).status).toBe(status);
    expect((await post()).status).toBe(200);
  });

  test('pays for what is refused, too, and reads of the page behind CORS what is left', async () => {
    const origin = 'https://app.example.com';
    await post({ query: '{ nothing }' });
    await post({ query: '{ nothing ' });
    const refused = await post({ query }, workspace.key, { origin });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('access-control-allow-origin')).toBe(origin);
    expect(refused.headers.get('access-control-expose-headers')).toContain('ratelimit');
  });

  test('spends the same over HTTP, in event streams and on sockets, which stay open', async () => {
    await post({ query }, workspace.key, { accept: 'text/event-stream' }).then((answer) => answer.text());
    const raw = await connectWithKey({ ...api, workspace });
    raw.send(subscribe(query));
    expect(await raw.next()).toMatchObject({ type: 'next' });
    await raw.next();
    raw.send(subscribe(query, {}, '2'));
    expect(await raw.next()).toMatchObject({
      type: 'error',
      id: '2',
      payload: [{ extensions: { code: 'RATE_LIMITED', retryAfter: 60 } }],
    });
    expect((await post()).status).toBe(429);
    passSeconds(60);
    raw.send(subscribe(query, {}, '3'));
    expect(await raw.next()).toMatchObject({ type: 'next', id: '3' });
  });
});

test('an upload is a request as any other', async () => {
  const upload = () =>
    fetch(`${api.url}/media`, { method: 'POST', headers: { authorization: `Bearer ${workspace.key}` }, body: 'x' });
  await post();
  await post();
  const refused = await upload();
  expect(quotaOf(refused)).toEqual([429, '"key";q=2;w=60', '"key";r=0;t=60']);
  expect(refused.headers.get('retry-after')).toBe('60');
  expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED', retryAfter: 60 } }] });
});

test('without a key nothing is counted', async () => {
  for (const _ of [1, 2, 3]) expect(quotaOf(await post({ query: '{ __typename }' }, null))).toEqual([200, null, null]);
});
