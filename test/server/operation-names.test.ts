import { afterAll, beforeAll, expect, test } from 'vitest';
import { terminateSockets } from './raw-socket.ts';
import { startTestApi, type TestApi } from './test-api.ts';
import { ways } from './ways.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => {
  terminateSockets();
  return api[Symbol.asyncDispose]();
});

const query = `
  query Who { viewer { workspace { id } } }
  mutation Write { createPost(input: { accounts: [], content: "x" }) { userErrors { code } } }
  query Count { posts { totalCount } }`;

test.each(Object.entries(ways).filter(([way]) => way !== 'by GET'))(
  '%s a document with two queries and a mutation answers each by its name, however often it comes',
  async (_way, ask) => {
    for (const _ of [1, 2, 3, 4, 5]) {
      const answers = [];
      for (const operationName of ['Who', 'Write', 'Count']) answers.push(await ask(api, { query, operationName }));
      expect(answers).toMatchObject([
        { data: { viewer: { workspace: { id: api.workspace.workspaceId } } } },
        { data: { createPost: { userErrors: [{ code: 'REQUIRED' }] } } },
        { data: { posts: { totalCount: 0 } } },
      ]);
    }
  },
);
