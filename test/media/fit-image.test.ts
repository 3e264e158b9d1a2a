import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Fit } from '../../src/domain/fit-medium.ts';
import { type FittedFile, fitImage } from '../../src/media/fit-image.ts';
import { createLocalStorage } from '../../src/media/local-storage.ts';
import type { MediaStorage } from '../../src/media/storage.ts';
import { makers, picture } from '../support/images.ts';

let folder: string;
let storage: MediaStorage;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'postern-fit-'));
  storage = createLocalStorage(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function* whole(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

async function store(bytes: Buffer): Promise<string> {
  return (await storage.put(whole(bytes))).key;
}

async function bytesOf(key: string): Promise<Buffer> {
  const file = await storage.find(key);
  if (file === null) throw new Error(`Nothing is kept under ${key}.`);
  return buffer(file.read());
}

const fitted = async (bytes: Buffer, fit: Fit): Promise<FittedFile> => fitImage(storage, await store(bytes), fit);

test.each([
  ['avif', { mimeType: 'image/jpeg', maxBytes: null }, 'jpeg'],
  ['webp', { mimeType: 'image/png', maxBytes: 1_000_000 }, 'png'],
  ['png', { mimeType: 'image/webp', maxBytes: 1_000_000 }, 'webp'],
  ['gif', { mimeType: 'image/jpeg', maxBytes: 1_000_000 }, 'jpeg'],
] as const)('%s becomes %j, as large as it was', async (from, fit, format) => {
  const { key, ...file } = await fitted(await makers[from].make(), fit);
  const bytes = await bytesOf(key);
  expect(file).toEqual({ mimeType: fit.mimeType, bytes: bytes.length, width: 300, height: 200 });
  expect((await sharp(bytes).metadata()).format).toBe(format);
});

test.each(['image/jpeg', 'image/png', 'image/webp'] as const)(
  '%s loses as much as it must, and keeps its shape',
  async (mimeType) => {
    const maxBytes = 30_000;
    const { key, bytes, width, height } = await fitted(await picture(600, 400).png().toBuffer(), {
      mimeType,
      maxBytes,
    });
    expect(bytes).toBeLessThanOrEqual(maxBytes);
    expect(bytes).toBeGreaterThan(maxBytes / 3);
    expect(Math.abs(width / height - 1.5)).toBeLessThan(0.02);
    expect(await sharp(await bytesOf(key)).metadata()).toMatchObject({ width, height });
  },
);

test.each([
  ['lying', 400, 300, 1, [160, 120]],
  ['upright', 300, 400, 1, [120, 160]],
  ['turned by its camera', 400, 300, 6, [120, 160]],
  ['long', 400, 100, 1, [200, 50]],
  ['small', 60, 40, 1, [60, 40]],
])('an image that is %s gets the pixels that it may have, and keeps its shape', async (...told) => {
  const [, from, to, orientation, sides] = told;
  const bytes = await picture(from, to).withMetadata({ orientation }).jpeg().toBuffer();
  const maxSides = { short: 120, long: 200 };
  const { key, width, height } = await fitted(bytes, { mimeType: 'image/webp', maxBytes: null, maxSides });
  expect([width, height]).toEqual(sides);
  expect(key).toMatch(/\.fit-any-120x200\.webp$/);
});

test('an image that only needs less quality keeps its pixels', async () => {
  const best = await picture(600, 400).jpeg({ quality: 100 }).toBuffer();
  const { width, height, bytes } = await fitted(best, { mimeType: 'image/jpeg', maxBytes: best.length - 1 });
  expect([width, height]).toEqual([600, 400]);
  expect(bytes).toBeLessThan(best.length);
});

test('what is transparent turns white in a JPEG, and stays so in a PNG', async () => {
  const create = { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } as const;
  const clear = await sharp({ create }).webp({ lossless: true }).toBuffer();
  const pixelOf = async (mimeType: Fit['mimeType']) => {
    const { key } = await fitted(clear, { mimeType, maxBytes: null });
    return [
      ...(
        await sharp(await bytesOf(key))
          .raw()
          .toBuffer()
      ).subarray(0, 4),
    ];
  };
  expect((await pixelOf('image/jpeg')).slice(0, 3)).toEqual([255, 255, 255]);
  expect((await pixelOf('image/png'))[3]).toBe(0);
});

test('it stands upright, in sRGB, with nothing but its pixels', async () => {
  const lying = picture(60, 40).withMetadata({ orientation: 6 }).withIccProfile('p3');
  const { key, width, height } = await fitted(await lying.jpeg().toBuffer(), {
    mimeType: 'image/webp',
    maxBytes: null,
  });
  expect([width, height]).toEqual([40, 60]);
  const { exif, xmp, icc, orientation, space } = await sharp(await bytesOf(key)).metadata();
  expect({ exif, xmp, icc, orientation, space }).toEqual({ space: 'srgb' });
});

test('a picture longer than its format can be becomes one that is not', async () => {
  const long = await sharp({ create: { width: 20_000, height: 10, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const { width } = await fitted(long, { mimeType: 'image/webp', maxBytes: null });
  expect(width).toBe(16_383);
});

test('it is made once, beside the original, and found again', async () => {
  const original = await picture(120, 80).png().toBuffer();
  const hash = await store(original);
  const fit = { mimeType: 'image/jpeg', maxBytes: 5_000 } as const;
  const first = await fitImage(storage, hash, fit);
  expect(first.key).toBe(`${hash}.fit-5000.jpg`);
  await storage.remove(hash, new Date('2100-01-01T00:00:00Z'));
  expect(await fitImage(storage, hash, fit)).toEqual(first);
  const other = { ...fit, maxBytes: 4_000 };
  await expect(fitImage(storage, hash, other)).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
  await store(original);
  expect((await fitImage(storage, hash, other)).key).toBe(`${hash}.fit-4000.jpg`);
  expect((await readdir(path.join(folder, hash.slice(0, 2)))).filter((name) => name.startsWith(hash))).toHaveLength(3);
});

test('what cannot be made to fit is refused with a reason, and nothing is kept', async () => {
  const fit = { mimeType: 'image/jpeg', maxBytes: 50 } as const;
  const hash = await store(await picture(100, 100).png().toBuffer());
  await expect(fitImage(storage, hash, fit)).rejects.toMatchObject({ code: 'TOO_LARGE', passed: { limit: 50 } });
  expect(await storage.find(`${hash}.fit-50.jpg`)).toBeNull();
  const broken = await store(Buffer.from('no image'));
  await expect(fitImage(storage, broken, fit)).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
  const missing = createHash('sha256').update('missing').digest('hex');
  await expect(fitImage(storage, missing, fit)).rejects.toThrow('Upload it again.');
});
