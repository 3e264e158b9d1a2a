import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const MIB = 1024 * 1024;
const headers = { 'content-type': 'application/json' };
const ofBytes = (bytes: number) => JSON.stringify({ query: '{ __typename }' }).padEnd(bytes);
const post = (init: RequestInit) => fetch(`${api.url}/graphql`, { method: 'POST', headers, ...init });
const inChunks = (text: string) => ({ body: new Blob([text]).stream(), duplex: 'half' }) as RequestInit;

test('a body of 1 MiB is read, whole or in chunks', async () => {
  for (const init of [{ body: ofBytes(MIB) }, inChunks(ofBytes(MIB))]) {
    const answer = await post(init);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ data: { __typename: 'Query' } });
  }
});

test('a longer one is refused', async () => {
  const answer = await post({ body: ofBytes(MIB + 1) });
  expect(answer.status).toBe(413);
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  expect((await post(inChunks(ofBytes(MIB + 1)))).status).toBe(413);
});

test('an empty body in chunks is answered', async () => {
  expect((await post(inChunks(''))).status).toBe(400);
});
