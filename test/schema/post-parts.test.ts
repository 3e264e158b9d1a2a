import { type GraphQLNamedType, type GraphQLObjectType, getNamedType, isObjectType, isRequiredArgument } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schema } from '../../schema/index.ts';
import { newId } from '../../src/domain/ids.ts';
import { startTestApi, type TestApi } from '../server/test-api.ts';
import { storeAccount, storePost } from '../support/fixtures.ts';

let api: TestApi;
let postId: string;
beforeAll(async () => {
  api = await startTestApi();
  const { database, workspace } = api;
  const { workspaceId } = workspace;
  const accountIds = [await storeAccount(database, workspaceId), await storeAccount(database, workspaceId)];
  const [first = '', second = ''] = accountIds;
  const { id, containerIds } = await storePost(database, workspaceId, {
    containers: ['root', 'reply'],
    startedAt: new Date(),
    deliveries: [
      { accountId: first, status: 'FAILED', attempts: 2 },
      { accountId: second, status: 'POSTED' },
    ],
  });
  const [containerId = ''] = containerIds;
  const accountOptions = [{ accountId: second, options: { bluesky: { langs: ['en'] } } }];
  await database.post.update({ where: { id }, data: { accountOptions } });
  await database.override.create({
    data: { id: newId('Override'), containerId, accountId: second, content: 'Shorter' },
  });
  postId = id;
});
afterAll(() => api[Symbol.asyncDispose]());

/** The ways from a type to its leaves, as selections: each leaf alone, further in those of a type together. None goes through a type twice. */
function selectionsOf(type: GraphQLObjectType, within: readonly GraphQLNamedType[] = []): string[] {
  const path = [...within, type];
  const open = Object.values(type.getFields()).filter(
    ({ args, type: its }) => !args.some(isRequiredArgument) && !path.includes(getNamedType(its)),
  );
  const leaves = open.filter(({ type: its }) => !isObjectType(getNamedType(its))).map(({ name }) => name);
  const deeper = open.flatMap(({ name, type: its }) => {
    const named = getNamedType(its);
    return isObjectType(named) ? selectionsOf(named, path).map((inner) => `${name} { ${inner} }`) : [];
  });
  const together = leaves.length > 0 && path.length > 2 ? [leaves.join(' ')] : leaves;
  return [...together, ...deeper];
}

describe('a page of posts', () => {
  const selections = selectionsOf(schema.getType('Post') as GraphQLObjectType);

  test('tells of a post what the post alone tells, whatever is asked for', async () => {
    expect(selections.length).toBeGreaterThan(60);
    for (const selection of selections) {
      const { posts } = await api.client.request<Page>(`{ posts { nodes { ${selection} } } }`);
      const { post } = await api.client.request<{ post: object }>(`{ post(id: "${postId}") { ${selection} } }`);
      expect(posts.nodes, selection).toEqual([post]);
    }
  });
});

type Page = { posts: { nodes: object[] } };
