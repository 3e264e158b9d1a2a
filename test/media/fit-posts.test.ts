import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { storeAccount } from '../support/fixtures.ts';
import { accountOn, call, startPostingModel, storeMedium, validate } from '../support/posting-model.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startPostingModel();
  const { id } = await app.database.workspace.findFirstOrThrow();
  await storeAccount(app.database, id, { username: 'second.test' });
});
afterAll(() => app[Symbol.asyncDispose]());

type Medium = NonNullable<Parameters<typeof storeMedium>[1]>;

/** What a draft with this medium alone is answered, of media. */
async function judge(accounts: string[], medium: Medium, more: Record<string, unknown> = {}) {
  const media = [{ id: await storeMedium(app, { altText: 'x', ...medium }) }];
  const input = { accounts, content: 'Look', media, ...more };
  const { userErrors, warnings, post } = await call(app, 'createPost', input);
  const checked = await validate(app, input);
  expect(checked.warnings).toEqual(warnings);
  expect(checked.userErrors.map(({ code }) => code)).toEqual(userErrors.map(({ code }) => code));
  return { userErrors, created: post !== null, converted: warnings.filter(({ code }) => code === 'MEDIA_CONVERTED') };
}

const path = ['input', 'media', '0'];

describe('an image that a channel does not take as it is', () => {
  test('in its format is converted there, and nowhere else', async () => {
    const { userErrors, converted, created } = await judge(['instagram', 'mastodon'], { mimeType: 'image/png' });
    expect({ userErrors, created }).toEqual({ userErrors: [], created: true });
    expect(converted).toEqual([
      {
        code: 'MEDIA_CONVERTED',
        message:
          'Instagram takes no image/png: it gets a JPEG made of it, and the original is kept. What is transparent in it turns white.',
        path,
        channel: 'INSTAGRAM',
        accountId: null,
      },
    ]);
  });

  test('in its size is converted from the first byte too many', async () => {
    const limit = 2_000_000;
    expect((await judge(['bluesky'], { bytes: limit })).converted).toEqual([]);
    const { userErrors, converted } = await judge(['bluesky'], { bytes: limit + 1 });
    expect(userErrors).toEqual([]);
    expect(converted.map(({ message }) => message)).toEqual([
      `Bluesky takes at most ${limit} bytes, and this image has ${limit + 1}: it gets a JPEG made of it, and the original is kept.`,
    ]);
  });

  test('in its sides is made smaller from the first pixel too many, lying or upright', async () => {
    const account = await accountOn(app, 'tiktok');
    const options = { tiktok: { privacyLevel: 'SELF_ONLY' } };
    const photo = (width: number, height: number) => judge([account], { width, height }, { options });
    expect((await photo(1_080, 1_920)).converted).toEqual([]);
    expect((await photo(1_920, 1_080)).converted).toEqual([]);
    const { userErrors, converted, created } = await photo(1_081, 1_920);
    expect({ userErrors, created }).toEqual({ userErrors: [], created: true });
    expect(converted.map(({ message }) => message)).toEqual([
      'TikTok takes at most 1080 × 1920 pixels, and this image has 1081 × 1920: it gets a JPEG made of it, and the original is kept.',
    ]);
  });

  test('is told of once for all accounts of a channel, where its list stands', async () => {
    const id = await storeMedium(app, { mimeType: 'image/avif', altText: 'x' });
    const overrides = [{ channel: 'BLUESKY', media: [{ id }] }];
    const { converted } = await judge(['bluesky', 'mastodon'], {}, { overrides });
    expect(converted.map(({ path: place }) => place)).toEqual([['input', 'overrides', '0', 'media', '0']]);
  });

  test('is still refused where no conversion is honest', async () => {
    const upright = { width: 1_000, height: 3_000, mimeType: 'image/png' };
    const { userErrors, created } = await judge([await accountOn(app, 'instagram')], upright);
    expect(userErrors).toMatchObject([{ code: 'MEDIA_UNSUPPORTED', unit: 'width / height', path }]);
    expect(created).toBe(false);
  });
});

test.for([
  ['tiktok', { width: 359, height: 640 }, { limit: 360, actual: 359, unit: 'pixels of the shorter side' }],
  ['tiktok', { width: 4_097, height: 400 }, { limit: 4_096, actual: 4_097, unit: 'pixels of the longer side' }],
  ['instagram', { width: 1_922, height: 1_080 }, { limit: 1_920, actual: 1_922, unit: 'pixels of width' }],
] as const)('a video on %s with the sides %j is refused', async ([network, sides, bound]) => {
  const video = { kind: 'VIDEO', mimeType: 'video/mp4', durationMs: 5_000, ...sides } as const;
  const options = network === 'tiktok' ? { tiktok: { privacyLevel: 'SELF_ONLY' } } : {};
  const { userErrors } = await judge([await accountOn(app, network)], video, { options });
  expect(userErrors).toMatchObject([{ code: 'MEDIA_UNSUPPORTED', ...bound }]);
});

test.for([
  ['google_business', 'POST', { width: 400, height: 249 }, { limit: 250, actual: 249 }],
  ['snapchat', 'STORY', { width: 539, height: 958 }, { limit: 540, actual: 539 }],
] as const)('an image on %s, a %s with the sides %j, is refused, for none is made larger', async (row) => {
  const [network, type, sides, bound] = row;
  const { userErrors } = await judge([await accountOn(app, network)], sides, { type });
  expect(userErrors).toMatchObject([{ code: 'MEDIA_UNSUPPORTED', unit: 'pixels of the shorter side', ...bound }]);
});

test('images of different sizes are refused where a network shows several in one size alone', async () => {
  const [first, second, third] = [
    await storeMedium(app),
    await storeMedium(app),
    await storeMedium(app, { width: 1_080, height: 1_350 }),
  ];
  const account = await accountOn(app, 'pinterest');
  const validated = async (...ids: string[]) => {
    const media = ids.map((id) => ({ id }));
    const options = { pinterest: { boardId: '1' } };
    return (await validate(app, { accounts: [account], content: 'Gulls', media, options })).userErrors;
  };
  expect(await validated(first, second)).toEqual([]);
  expect(await validated(first, third)).toMatchObject([
    {
      code: 'MEDIA_UNSUPPORTED',
      path: ['input', 'media'],
      message: expect.stringContaining('1080 × 1080, 1080 × 1350'),
    },
  ]);
});

test('a GIF that moves is not made a still image, and a video is not made smaller', async () => {
  const gif = await judge(['instagram'], { kind: 'GIF', mimeType: 'image/gif' });
  expect([gif.userErrors[0]?.code, gif.converted]).toEqual(['MEDIA_UNSUPPORTED', []]);
  const video = { kind: 'VIDEO', mimeType: 'video/mp4', bytes: 301_000_000, durationMs: 5_000 } as const;
  const { userErrors, converted } = await judge(['bluesky'], video);
  expect([userErrors[0]?.code, converted]).toEqual(['TOO_LARGE', []]);
});
