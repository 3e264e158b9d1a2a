import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tinyPdf } from '../support/documents.ts';
import { bomb, heic, place } from '../support/images.ts';
import { box, silence, tinyMov, tinyMp4, tinyWebm, withPlaceInIndex } from '../support/videos.ts';
import { type MediaApi, type Payload, startMediaApi } from './media-api.ts';

let media: MediaApi;
beforeAll(async () => {
  media = await startMediaApi();
});
afterAll(() => media[Symbol.asyncDispose]());

type Details = Parameters<MediaApi['post']>[1];

async function send(bytes: Buffer, details?: Details): Promise<Payload & { status: number }> {
  const answer = await media.post(bytes, details);
  return { status: answer.status, ...((await answer.json()) as Payload) };
}

const mp4 = { kind: 'VIDEO', mimeType: 'video/mp4', extension: 'mp4', width: 320, height: 240, durationMs: 1_000 };
const files = {
  MP4: { ...mp4, make: () => tinyMp4() },
  'MP4 that lies on its side': { ...mp4, make: () => tinyMp4({ rotation: 90 }), width: 240, height: 320 },
  'MP4 in fragments': { ...mp4, make: () => tinyMp4({ inFragments: true, durationMs: 2_400 }), durationMs: 2_400 },
  'MP4 for a phone': {
    ...mp4,
    make: () => tinyMp4({ durationMs: 61_230, width: 1080, height: 1920 }),
    ...{ width: 1080, height: 1920, durationMs: 61_230 },
  },
  'MP4 under Apple’s name': {
    ...mp4,
    make: async () => Buffer.from((await tinyMp4()).toString('latin1').replace('ftypisom', 'ftypM4V '), 'latin1'),
  },
  MOV: { ...mp4, make: () => tinyMov(), mimeType: 'video/quicktime', extension: 'mov' },
  WebM: {
    ...mp4,
    make: tinyWebm,
    ...{ mimeType: 'video/webm', extension: 'webm', width: 64, height: 48, durationMs: 2_000 },
  },
  PDF: {
    make: async () => tinyPdf({ pages: 3 }),
    ...{ kind: 'DOCUMENT', mimeType: 'application/pdf', extension: 'pdf', width: null, height: null, durationMs: null },
  },
};
describe('a file is understood, whatever it says of itself', () => {
  test.each(Object.entries(files))('%s', async (_name, { make, extension, ...facts }) => {
    const bytes = await make();
    const [{ status, media: medium }, lying] = await Promise.all([
      send(bytes, { filename: `clip.${extension}`, type: facts.mimeType }),
      send(bytes, { filename: 'tables.xlsx', type: 'text/csv' }),
    ]);
    expect(lying.media).toMatchObject({ ...facts, filename: `tables.${extension}` });
    expect(medium).toMatchObject({ ...facts, filename: `clip.${extension}` });
    expect(status).toBe(201);
    const opened = await media.open(medium?.url as string);
    expect(opened.headers.get('content-type')).toBe(facts.mimeType);
    expect((await opened.arrayBuffer()).byteLength).toBe(medium?.bytes);
    expect(medium?.thumbnailUrl).toBeNull();
  });

  test('uploadMedia takes the same', async () => {
    for (const { make, extension: _extension, ...facts } of [files.MP4, files.PDF]) {
      const { media: medium, userErrors } = await media.upload(await make(), { filename: 'x.jpg', type: 'image/jpeg' });
      expect(userErrors).toEqual([]);
      expect(medium).toMatchObject(facts);
    }
  });
});

test('where a video was taken is blanked, and nothing else changes', async () => {
  const told = withPlaceInIndex(await tinyMov());
  expect(told.toString('latin1').split(place)).toHaveLength(4);
  const { media: medium } = await send(told);
  const kept = Buffer.from(await (await media.open(medium?.url as string)).arrayBuffer());
  expect(kept.includes(place)).toBe(false);
  expect(kept.length).toBe(told.length);
  const plain = await tinyMov();
  const index = plain.lastIndexOf('moov');
  expect(kept.subarray(0, index - 4)).toEqual(plain.subarray(0, index - 4));
  expect(medium).toMatchObject({ kind: 'VIDEO', width: 320, height: 240, durationMs: 1_000 });
});

/** Says that it has four thousand million frames of no bits. */
async function bombIn(video: Buffer): Promise<Buffer> {
  const at = video.lastIndexOf('stsz');
  video.write('stz2', at);
  video.writeUInt32BE(0xffffffff, at + 12);
  return video;
}

describe('a file is refused, and nothing is kept', () => {
  const encrypted = tinyPdf().toString('latin1').replace('/Root', '/Encrypt 9 0 R /Root');
  const unsupported = { code: 'MEDIA_UNSUPPORTED', sentence: /Send a JPEG/ };
  const unreadable = { code: 'MEDIA_UNREADABLE', sentence: /damaged/ };
  const refused: Record<string, { code: string; sentence: RegExp; make: () => Promise<Buffer> | Buffer }> = {
    'a video without an index': { ...unreadable, make: () => box('ftyp', 'isom\0\0\0\0isom') },
    'sound without pictures': { ...unreadable, make: silence },
    'a video that wants all memory': { ...unreadable, make: async () => bombIn(await tinyMp4()) },
    'a video of no kind that is taken': { ...unsupported, make: () => Buffer.from('FLV\x01\x05\0\0\0\x09') },
    'an encrypted PDF': { ...unreadable, sentence: /password/, make: () => Buffer.from(encrypted, 'latin1') },
    'an HEIC': { ...unsupported, sentence: /iPhone/, make: heic },
    'an SVG': { ...unsupported, make: () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') },
    'an HTML page': { ...unsupported, make: () => Buffer.from('<!doctype html><script>alert(1)</script>') },
    'an empty file': { ...unreadable, sentence: /empty/, make: () => Buffer.alloc(0) },
    'a bomb': { code: 'TOO_LARGE', sentence: /pixels/, make: bomb },
    'an image that is too large to be held': {
      code: 'TOO_LARGE',
      sentence: /as an image/,
      make: () => Buffer.alloc(64 * 1024 * 1024 + 1, 0x5a),
    },
  };

  test.each(Object.entries(refused))('%s', async (_name, { code, sentence, make }) => {
    const bytes = await make();
    const [stored, rows] = [await media.stored(), await media.api.database.media.count()];
    const answer = await send(bytes, { filename: 'clip.mp4', type: 'video/mp4' });
    expect(answer).toMatchObject({ media: null, userErrors: [{ code, path: ['input', 'file'] }] });
    expect(answer.userErrors[0]?.message).toMatch(sentence);
    expect(answer.status).toBe(code === 'TOO_LARGE' ? 413 : 422);
    expect(await media.stored()).toEqual(stored);
    expect(await media.api.database.media.count()).toBe(rows);
  });

  test.each(Object.entries(files))('%s that ends too early, wherever', async (_name, { make }) => {
    const bytes = await make();
    const stored = await media.stored();
    for (const share of [0.3, 0.7, 0.97]) {
      const { userErrors } = await send(bytes.subarray(0, Math.floor(bytes.length * share)));
      expect(userErrors).toMatchObject([{ code: 'MEDIA_UNREADABLE' }]);
    }
    expect(await media.stored()).toEqual(stored);
  });
});

test('the same video twice is stored once and is two media', async () => {
  const bytes = await tinyMp4({ durationMs: 400 });
  const before = await media.stored();
  const [one, two] = [await send(bytes), await send(bytes)];
  expect(one.media?.id).not.toBe(two.media?.id);
  expect(await media.stored()).toHaveLength(before.length + 1);
});
