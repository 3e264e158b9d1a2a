import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const asBrowser = (url: string) => fetch(url, { headers: { accept: 'text/html' }, redirect: 'manual' });

describe('GraphiQL', () => {
  test('opens with the examples, the demo key filled in', async () => {
    const answer = await asBrowser(`${api.url}/graphql`);
    const page = await answer.text();
    expect(answer.status).toBe(200);
    expect(page).toContain('CreateAndPublish');
    expect(page).toContain('postStatusChanged');
    expect(page).toContain(`"connectionParams":{"authorization":"Bearer ${api.workspace.key}"}`);
  });

  test('loads nothing from elsewhere', async () => {
    const page = await (await asBrowser(`${api.url}/graphql`)).text();
    expect(page).not.toMatch(/<(script|link)[^>]+(src|href)="?https?:/);
  });

  test('is what a browser finds at the root', async () => {
    const answer = await asBrowser(api.url);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/graphql']);
  });

  test('is off where the configuration says so, and the API is not', async () => {
    await using plain = await startTestApi({
      config: { graphiql: false, mode: 'production' },
      deps: { demoApiKey: null },
    });
    const answer = await asBrowser(`${plain.url}/graphql`);
    expect(await answer.text()).not.toContain('GraphiQL');
    expect((await asBrowser(plain.url)).status).toBe(404);
    expect(await plain.client.request('{ __typename }')).toEqual({ __typename: 'Query' });
  });
});
