import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import { startTestApi, type TestApi } from '../server/test-api.ts';
import { storeAccount, storePost } from '../support/fixtures.ts';

let api: TestApi;
let accountIds: { bluesky: string; other: string; mastodon: string };
beforeAll(async () => {
  api = await startTestApi();
  const { database, workspace } = api;
  accountIds = {
    bluesky: await storeAccount(database, workspace.workspaceId),
    other: await storeAccount(database, workspace.workspaceId, { username: 'other.test' }),
    mastodon: await storeAccount(database, workspace.workspaceId, { network: 'mastodon' }),
  };
});
afterAll(() => api[Symbol.asyncDispose]());

async function storeMedium(filename: string): Promise<string> {
  const id = newId('Media');
  const file = {
    kind: 'IMAGE',
    contentHash: '00',
    mimeType: 'image/png',
    bytes: 2n ** 33n,
    altText: `Alt of ${filename}`,
  };
  await api.database.media.create({ data: { id, workspaceId: api.workspace.workspaceId, filename, ...file } });
  return id;
}

type Use = { mediaId: string; altText?: string };
type OverrideDetails = { channel?: string; accountId?: string; content?: string; media?: readonly Use[] };

async function storeUses(containerId: string, overrideId: string | null, uses: readonly Use[]): Promise<void> {
  const rows = uses.map((use, position) => ({
    id: newId('ContainerMedia'),
    containerId,
    overrideId,
    position,
    ...use,
  }));
  // Written backwards: what counts is the position.
  await api.database.containerMedia.createMany({ data: rows.reverse() });
}

async function storeOverride(containerId: string, { media, ...override }: OverrideDetails): Promise<void> {
  const id = newId('Override');
  await api.database.override.create({ data: { id, containerId, replacesMedia: media !== undefined, ...override } });
  await storeUses(containerId, id, media ?? []);
}

const query = `query ($id: ID!) {
  post(id: $id) {
    containers {
      content
      media { filename altText bytes }
      overrides { channel account { id username } content media { filename } }
    }
    deliveries { account { id } segments { content media { filename } } }
  }
}`;

test('containers show their media and overrides, and segments what each account gets', async () => {
  const [a, b, c] = [await storeMedium('a.png'), await storeMedium('b.png'), await storeMedium('c.png')];
  const deliveries = Object.values(accountIds).map((accountId) => ({ accountId }));
  const { id, containerIds } = await storePost(api.database, api.workspace.workspaceId, {
    containers: ['Root', 'Reply'],
    deliveries,
  });
  const [root = '', reply = ''] = containerIds;
  await storeUses(root, null, [{ mediaId: b }, { mediaId: a, altText: 'Here' }]);
  await storeUses(reply, null, [{ mediaId: c }]);
  await storeOverride(root, { channel: 'bluesky', media: [{ mediaId: c }, { mediaId: b }] });
  await storeOverride(root, { accountId: accountIds.other, content: 'Only you', media: [] });
  await storeOverride(root, { channel: 'mastodon', content: 'Toot' });

  const { post } = await api.client.request<{ post: unknown }>(query, { id });
  const bytes = 2 ** 33;
  const named = (...names: string[]) => names.map((name) => ({ filename: `${name}.png` }));
  const then = { content: 'Reply', media: named('c') };
  expect(post).toEqual({
    containers: [
      {
        content: 'Root',
        media: [
          { filename: 'b.png', altText: 'Alt of b.png', bytes },
          { filename: 'a.png', altText: 'Here', bytes },
        ],
        overrides: [
          { channel: 'BLUESKY', account: null, content: null, media: named('c', 'b') },
          { channel: null, account: { id: accountIds.other, username: 'other.test' }, content: 'Only you', media: [] },
          { channel: 'MASTODON', account: null, content: 'Toot', media: null },
        ],
      },
      { content: 'Reply', media: [{ filename: 'c.png', altText: 'Alt of c.png', bytes }], overrides: [] },
    ],
    deliveries: [
      { account: { id: accountIds.bluesky }, segments: [{ content: 'Root', media: named('c', 'b') }, then] },
      { account: { id: accountIds.other }, segments: [{ content: 'Only you', media: [] }, then] },
      { account: { id: accountIds.mastodon }, segments: [{ content: 'Toot', media: named('b', 'a') }, then] },
    ],
  });
});

test('whether media are in use is asked once for all of them', async () => {
  const ids = await Promise.all(['x.png', 'y.png', 'z.png'].map(storeMedium));
  api.statements.length = 0;
  await api.client.request(`{ nodes(ids: ${JSON.stringify(ids)}) { ... on Media { id inUse } } }`);
  expect(api.statements).toHaveLength(3);
});
