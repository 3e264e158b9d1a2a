import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { platforms } from '../../src/platforms/index.ts';
import type { TestApp } from '../support/app.ts';
import { call, startPostingModel, storeMedium } from '../support/posting-model.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startPostingModel();
});
afterAll(() => app[Symbol.asyncDispose]());

/** Which networks have which type, as the first description lists them. */
const having = {
  POST: [...platforms.keys()],
  STORY: ['instagram', 'facebook', 'snapchat'],
  REEL: ['instagram', 'facebook', 'youtube', 'tiktok'],
};

const table = (Object.keys(having) as (keyof typeof having)[]).flatMap((type) =>
  [...platforms.keys()].map((network) => ({ type, network, has: having[type].includes(network) })),
);

/** Media that fit most rules: a square picture, an upright film of a quarter of a minute. */
async function fitting(network: string, type: string): Promise<string> {
  const rules = platforms.get(network)?.profile.media.filter((rule) => rule.type === type) ?? [];
  const image = rules.find(({ kind }) => kind === 'IMAGE');
  if (type === 'POST' && image) return storeMedium(app, { mimeType: image.mimeTypes[0] ?? 'image/jpeg' });
  return storeMedium(app, {
    kind: 'VIDEO',
    mimeType: 'video/mp4',
    width: 1080,
    height: 1920,
    durationMs: 15_000,
    bytes: 1_000_000,
  });
}

const options = {
  pinterest: { boardId: '1' },
  tiktok: { privacyLevel: 'SELF_ONLY' },
  youtube: { title: 'A film' },
};

describe('a type on a network', () => {
  it.each(table)('$type on $network: $has', async ({ type, network, has }) => {
    const media = [{ id: await fitting(network, type) }];
    const own = Object.fromEntries(Object.entries(options).filter(([name]) => name === network));
    const { post, userErrors } = await call(app, 'createPost', {
      accounts: [network],
      content: 'typed',
      type,
      media,
      options: own,
    });
    if (has) expect({ post: post?.type, userErrors }).toEqual({ post: type, userErrors: [] });
    else
      expect(userErrors).toContainEqual(
        expect.objectContaining({ code: 'UNSUPPORTED_TYPE', channel: network.toUpperCase(), path: ['input', 'type'] }),
      );
  });
});
