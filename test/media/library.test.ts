import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeAccount, storeApiKey, storeWorkspace } from '../support/fixtures.ts';
import { graphqlClient } from '../support/graphql-client.ts';
import { makers } from '../support/images.ts';
import { type MediaApi, type Medium, mediumFields, startMediaApi } from './media-api.ts';

let media: MediaApi;
let jpeg: Buffer;
beforeAll(async () => {
  media = await startMediaApi();
  jpeg = await makers.jpeg.make();
  await storeAccount(media.api.database, media.api.workspace.workspaceId);
});
afterAll(() => media[Symbol.asyncDispose]());

async function upload(filename: string, altText: string | null = null, bytes = jpeg): Promise<Medium> {
  return (await media.upload(bytes, { filename, altText })).media as Medium;
}

const send = <Data>(query: string, variables?: Record<string, unknown>) =>
  media.api.client.request<Data>(query, variables);

type Page = { mediaLibrary: { totalCount: number; nodes: { filename: string }[]; pageInfo: PageInfo } };
type PageInfo = { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };

async function library(args: string): Promise<Page['mediaLibrary'] & { names: string[] }> {
  const page = `totalCount nodes { filename } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;
  const { mediaLibrary } = await send<Page>(`{ mediaLibrary(${args}) { ${page} } }`);
  return { ...mediaLibrary, names: mediaLibrary.nodes.map(({ filename }) => filename) };
}

describe('mediaLibrary', () => {
  beforeAll(async () => {
    await upload('100%_sure.jpg', 'A Lighthouse at night');
    await upload('moving.gif', 'waves', await makers['animated gif'].make());
    await upload('c.jpg');
    await upload('d.jpg');
    await upload('e.jpg');
  });

  test('is newest first, in pages both ways', async () => {
    const first = await library('first: 2');
    expect(first).toMatchObject({ names: ['e.jpg', 'd.jpg'], totalCount: 5 });
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const next = await library(`first: 2, after: "${first.pageInfo.endCursor}"`);
    expect(next.names).toEqual(['c.jpg', 'moving.gif']);
    expect(next.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    const back = await library(`last: 2, before: "${next.pageInfo.startCursor}"`);
    expect(back.names).toEqual(first.names);
    expect(back.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect((await library('last: 1')).names).toEqual(['100%_sure.jpg']);
  });

  test('is filtered by kind and by text', async () => {
    expect((await library('filter: { kinds: [GIF] }')).names).toEqual(['moving.gif']);
    expect(await library('filter: { kinds: [] }')).toMatchObject({ names: [], totalCount: 0 });
    expect((await library('filter: { search: "LIGHTHOUSE" }')).names).toEqual(['100%_sure.jpg']);
    expect((await library('filter: { search: "0%_s" }')).names).toEqual(['100%_sure.jpg']);
    expect((await library('filter: { search: "%" }')).names).toEqual(['100%_sure.jpg']);
    expect((await library('filter: { search: " " }')).totalCount).toBe(5);
    expect((await library('first: 1, filter: { kinds: [IMAGE] }')).pageInfo.hasNextPage).toBe(true);
  });

  test('refuses what a program gets wrong', async () => {
    const codeOf = async (args: string) =>
      (await media.api.client.send(`{ mediaLibrary(${args}) { totalCount } }`)).errors?.[0]?.extensions?.code;
    expect(await codeOf('first: 0')).toBe('BAD_USER_INPUT');
    expect(await codeOf('first: 101')).toBe('BAD_USER_INPUT');
    expect(await codeOf('after: "nonsense"')).toBe('CURSOR_INVALID');
  });

  test('needs the scope to read', async () => {
    const { api } = media;
    const { key } = await storeApiKey(api.database, api.workspace.workspaceId, { scopes: ['MEDIA_WRITE'] });
    const { id } = await upload('x.jpg');
    const client = graphqlClient({ url: api.url, key });
    for (const query of [
      '{ mediaLibrary { nodes { id } } }',
      '{ mediaLibrary { totalCount } }',
      `{ media(id: "${id}") { id } }`,
      `{ node(id: "${id}") { id } }`,
    ])
      expect((await client.send(query)).errors).toMatchObject([
        { extensions: { code: 'FORBIDDEN', scope: 'MEDIA_READ' } },
      ]);
  });
});

const update = `mutation ($input: UpdateMediaInput!) {
  updateMedia(input: $input) { media { ${mediumFields} } userErrors { code path } }
}`;

describe('updateMedia', () => {
  type Answer = { updateMedia: { media: Medium | null; userErrors: { code: string; path: string[] }[] } };
  const change = async (input: Record<string, unknown>) => (await send<Answer>(update, { input })).updateMedia;

  test('changes what is given, and leaves the rest', async () => {
    const { id, url } = await upload('before.jpg', 'Before');
    expect(await change({ id, altText: 'After' })).toMatchObject({
      media: { altText: 'After', filename: 'before.jpg' },
    });
    expect(await change({ id, filename: 'after.png' })).toMatchObject({
      media: { altText: 'After', filename: 'after.jpg' },
    });
    expect(await change({ id, altText: null })).toMatchObject({ media: { altText: null, filename: 'after.jpg' } });
    const { media: now } = await change({ id });
    expect(now).toMatchObject({ altText: null, filename: 'after.jpg' });
    for (const address of [url, now?.url as string]) expect((await media.open(address)).status).toBe(200);
  });

  test('refuses what cannot be', async () => {
    const { id } = await upload('a.jpg');
    for (const filename of [null, '', '  '])
      expect(await change({ id, filename })).toEqual({
        media: null,
        userErrors: [{ code: 'REQUIRED', path: ['input', 'filename'] }],
      });
    const long = { id, altText: 'a'.repeat(10_001), filename: '' };
    expect((await change(long)).userErrors.map(({ code }) => code)).toEqual(['TOO_LONG', 'REQUIRED']);
  });

  test('does not find what is not there', async () => {
    const other = await storeWorkspace(media.api.database);
    const foreign = (await media.upload(jpeg, { key: other.key })).media as Medium;
    for (const id of ['nonsense', foreign.id])
      expect((await change({ id, altText: 'x' })).userErrors).toEqual([{ code: 'NOT_FOUND', path: ['input', 'id'] }]);
  });
});

describe('deleteMedia', () => {
  const remove = async (id: string) => {
    const mutation = 'mutation ($id: ID!) { deleteMedia(input: { id: $id }) { deletedId userErrors { code path } } }';
    return (await send<{ deleteMedia: { deletedId: string | null; userErrors: unknown[] } }>(mutation, { id }))
      .deleteMedia;
  };
  const refused = (code: string) => ({ deletedId: null, userErrors: [{ code, path: ['input', 'id'] }] });
  const inUse = async (id: string) =>
    (await send<{ media: Medium | null }>(`{ media(id: "${id}") { inUse } }`)).media?.inUse;

  async function draftWith(input: Record<string, unknown>): Promise<string> {
    const mutation =
      'mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } userErrors { message } } }';
    const { createPost } = await send<{ createPost: { post: { id: string } | null; userErrors: unknown[] } }>(
      mutation,
      {
        input: { accounts: ['bluesky'], content: 'Look', ...input },
      },
    );
    expect(createPost.userErrors).toEqual([]);
    return createPost.post?.id as string;
  }

  test('takes it out of the library, once', async () => {
    const { id } = await upload('gone.jpg');
    expect(await remove(id)).toEqual({ deletedId: id, userErrors: [] });
    expect(await send(`{ media(id: "${id}") { id } node(id: "${id}") { id } }`)).toEqual({ media: null, node: null });
    expect((await library('first: 100')).names).not.toContain('gone.jpg');
    expect(await remove(id)).toEqual(refused('NOT_FOUND'));
  });

  test('does not find what is not there', async () => {
    const other = await storeWorkspace(media.api.database);
    const foreign = (await media.upload(jpeg, { key: other.key })).media as Medium;
    for (const id of ['nonsense', foreign.id]) expect(await remove(id)).toEqual(refused('NOT_FOUND'));
  });

  test.each(['container', 'override'])('is refused while a draft’s %s uses it', async (where) => {
    const { id } = await upload('used.jpg');
    const uses = [{ id }];
    const postId = await draftWith(
      where === 'container' ? { media: uses } : { overrides: [{ channel: 'BLUESKY', media: uses }] },
    );
    expect(await inUse(id)).toBe(true);
    expect(await remove(id)).toEqual(refused('MEDIA_IN_USE'));
    for (const status of ['SCHEDULED', 'PUBLISHING', 'PARTIALLY_POSTED', 'FAILED']) {
      await media.api.database.post.update({ where: { id: postId }, data: { status } });
      expect(await remove(id)).toEqual(refused('MEDIA_IN_USE'));
    }
  });

  test('leaves it in posts that were posted', async () => {
    const { id, url } = await upload('kept.jpg', 'Of the library');
    const postId = await draftWith({ media: [{ id, altText: 'Of the post' }] });
    await media.api.database.post.update({ where: { id: postId }, data: { status: 'POSTED', startedAt: new Date() } });
    expect(await inUse(id)).toBe(false);
    expect(await remove(id)).toEqual({ deletedId: id, userErrors: [] });
    const { post } = await send<{ post: unknown }>(
      `{ post(id: "${postId}") { containers { media { id url altText } } } }`,
    );
    expect(post).toEqual({ containers: [{ media: [{ id, url, altText: 'Of the post' }] }] });
    expect((await media.open(url)).status).toBe(200);
  });

  test('and a new post at the same moment: never both', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await upload('raced.jpg');
      const mutation = `mutation ($id: ID!) { createPost(input: { accounts: ["bluesky"], content: "Look", media: [{ id: $id }] }) { post { id } } }`;
      const [{ createPost }, { deletedId }] = await Promise.all([
        send<{ createPost: { post: { id: string } | null } }>(mutation, { id }),
        remove(id),
      ]);
      expect([createPost.post === null, deletedId === null]).toContain(true);
    }
  });
});
