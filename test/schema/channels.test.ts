import { graphql } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../schema/index.ts';
import { platforms } from '../../src/platforms/index.ts';

type Channel = {
  network: string;
  available: boolean;
  textLimit: number | null;
  textUnit: string;
  media: {
    type: string;
    kind: string;
    maxBytes: number | null;
    maxDurationMs: number | null;
    maxAspect: number | null;
  }[];
};

async function channels(): Promise<Channel[]> {
  const source = `{ channels { channel network aliases label available types textLimit textUnit textOnly mixesImagesAndVideo replies replyTextLimit
    replyTextUnit forbiddenInText maxHashtags maxMentions maxContainers linkPreview altText maxAltText removesPosts media { type kind mimeTypes minCount maxCount maxBytes minDurationMs maxDurationMs minAspect maxAspect } } }`;
  const { data, errors } = await graphql({ schema, source, contextValue: {} });
  expect(errors).toBeUndefined();
  return data?.channels as Channel[];
}

test('channels answers from the profiles, what is not built included', async () => {
  const answered = await channels();
  expect(answered.map(({ network }) => network)).toEqual([...platforms.keys()]);
  for (const { network, available } of answered) {
    expect(available).toBe(platforms.get(network)?.publishing !== null);
  }
});

test.for([
  { network: 'x', textLimit: 280, textUnit: 'WEIGHTED', replies: 'THREAD', aliases: ['twitter'], maxAltText: 1_000 },
  { network: 'linkedin_page', textLimit: 3_000, textUnit: 'CODE_POINTS', replies: 'COMMENT', replyTextLimit: 1_250 },
  { network: 'instagram', textOnly: false, mixesImagesAndVideo: true, types: ['POST', 'REEL', 'STORY'] },
  { network: 'instagram', replyTextUnit: 'CODE_POINTS', forbiddenInText: null, maxHashtags: 30, maxMentions: 20 },
  {
    network: 'youtube',
    forbiddenInText: '<>',
    maxHashtags: null,
    replyTextLimit: 10_000,
    replyTextUnit: 'CODE_POINTS',
  },
  { network: 'threads', replyTextLimit: null, replyTextUnit: null },
  { network: 'threads', textUnit: 'EMOJI_AS_BYTES', maxContainers: 25 },
  { network: 'tiktok', textUnit: 'UTF16_UNITS', replies: 'NONE', maxContainers: 1, removesPosts: false },
  { network: 'youtube', textLimit: 5_000, textUnit: 'UTF8_BYTES', types: ['POST', 'REEL'] },
])('$network: $textLimit $textUnit', async (expected) => {
  expect(await channels()).toContainEqual(expect.objectContaining(expected));
});

test('media rules carry what Int cannot hold', async () => {
  const youtube = (await channels()).find(({ network }) => network === 'youtube');
  expect(youtube?.media).toContainEqual(
    expect.objectContaining({ type: 'REEL', kind: 'VIDEO', maxBytes: 256e9, maxDurationMs: 180_000, maxAspect: 1 }),
  );
});
