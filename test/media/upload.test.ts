import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeApiKey, storeWorkspace } from '../support/fixtures.ts';
import { bomb, heic, makers, picture, place, withPlace } from '../support/images.ts';
import { type MediaApi, type Medium, sendForm, startMediaApi, uploadForm } from './media-api.ts';

let media: MediaApi;
beforeAll(async () => {
  media = await startMediaApi();
});
afterAll(() => media[Symbol.asyncDispose]());

type Details = Parameters<MediaApi['upload']>[1];

async function accepted(bytes: Uint8Array, details?: Details): Promise<Medium> {
  const { media: medium, userErrors } = await media.upload(bytes, details);
  expect(userErrors).toEqual([]);
  return medium as Medium;
}

async function bytesOf(medium: Medium): Promise<Buffer> {
  return Buffer.from(await (await media.open(medium.url)).arrayBuffer());
}

describe('uploadMedia understands', () => {
  test.each(Object.entries(makers))('%s', async (_name, { make, mimeType, extension, kind }) => {
    const medium = await accepted(await make(), { altText: ' A picture. ' });
    expect(medium).toMatchObject({ kind, mimeType, width: 300, height: 200, altText: 'A picture.', inUse: false });
    expect(medium).toMatchObject({ filename: `photo.${extension}`, durationMs: kind === 'GIF' ? 600 : null });
    const answer = await media.open(medium.url);
    expect(answer.headers.get('content-type')).toBe(mimeType);
    expect((await answer.arrayBuffer()).byteLength).toBe(medium.bytes);
  });

  test.each(Object.entries(makers))(
    '%s that lies about its name and type',
    async (_name, { make, mimeType, extension }) => {
      const medium = await accepted(await make(), { filename: 'report.pdf', type: 'application/pdf' });
      expect(medium).toMatchObject({ mimeType, filename: `report.${extension}` });
    },
  );

  test('keeps transparency', async () => {
    const { hasAlpha } = await sharp(await bytesOf(await accepted(await makers.png.make()))).metadata();
    expect(hasAlpha).toBe(true);
  });

  test('makes a small picture', async () => {
    for (const { make } of [makers.jpeg, makers['animated gif']]) {
      const medium = await accepted(await make());
      const answer = await media.open(medium.thumbnailUrl as string);
      expect(answer.headers.get('content-type')).toBe('image/webp');
      expect(await sharp(await answer.arrayBuffer()).metadata()).toMatchObject({
        width: 300,
        height: 200,
        format: 'webp',
      });
    }
    const large = await accepted(await picture(1600, 800).jpeg().toBuffer());
    const small = await media.open(large.thumbnailUrl as string);
    expect(await sharp(await small.arrayBuffer()).metadata()).toMatchObject({ width: 480, height: 240 });
  });
});

describe('where it was taken is removed from', () => {
  const tellers = {
    jpeg: () => withPlace(picture().jpeg()),
    'progressive jpeg': () => withPlace(picture().jpeg({ progressive: true })),
    png: () => withPlace(picture().png()),
    webp: () => withPlace(picture().webp()),
    avif: () => withPlace(picture().avif({ effort: 0 })),
  };

  test.each(Object.entries(tellers))('%s, and no pixel changes', async (_name, teller) => {
    const original = await teller().toBuffer();
    expect(original.includes(place)).toBe(true);
    const kept = await bytesOf(await accepted(original));
    expect(kept.includes(place)).toBe(false);
    const { exif, xmp } = await sharp(kept).metadata();
    expect(exif?.includes('51') ?? false).toBe(false);
    expect(xmp?.some((byte) => byte !== 0) ?? false).toBe(false);
    expect(await sharp(kept).raw().toBuffer()).toEqual(await sharp(original).raw().toBuffer());
  });

  test.each(['jpeg', 'png', 'webp'] as const)('%s that lies on its side, which is put upright', async (format) => {
    const original = await withPlace(picture()).withMetadata({ orientation: 6 }).toFormat(format).toBuffer();
    const medium = await accepted(original);
    expect(medium).toMatchObject({ width: 200, height: 300 });
    const kept = await bytesOf(medium);
    const { orientation, exif, width } = await sharp(kept).metadata();
    expect({ orientation, exif, width }).toEqual({ width: 200 });
  });

  test('jpeg with another image hung on behind', async () => {
    const [first, second] = [await makers.jpeg.make(), await withPlace(picture().jpeg()).toBuffer()];
    expect(await bytesOf(await accepted(Buffer.concat([first, second])))).toEqual(first);
  });

  test('gif with a comment', async () => {
    const gif = await makers['animated gif'].make();
    const comment = Buffer.concat([Buffer.from([0x21, 0xfe, place.length]), Buffer.from(place), Buffer.from([0])]);
    const told = Buffer.concat([gif.subarray(0, -1), comment, gif.subarray(-1)]);
    expect(await bytesOf(await accepted(told))).toEqual(gif);
  });
});

describe('uploadMedia refuses', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
  const refused: [string, string, () => Buffer | Promise<Buffer>][] = [
    ['an empty file', 'MEDIA_UNREADABLE', () => Buffer.alloc(0)],
    ['an SVG', 'MEDIA_UNSUPPORTED', () => Buffer.from(svg)],
    ['an SVG that says it is XML', 'MEDIA_UNSUPPORTED', () => Buffer.from(`<?xml version="1.0"?>${svg}`)],
    ['an HTML page', 'MEDIA_UNSUPPORTED', () => Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a PDF without its end', 'MEDIA_UNREADABLE', () => Buffer.from('%PDF-1.7\n%âãÏÓ\n')],
    ['an HEIC', 'MEDIA_UNSUPPORTED', heic],
    ['a TIFF', 'MEDIA_UNSUPPORTED', () => picture().tiff().toBuffer()],
    ['a bomb', 'TOO_LARGE', bomb],
    ['bytes that mean nothing', 'MEDIA_UNSUPPORTED', () => Buffer.alloc(2000, 0x5a)],
  ];

  test.each(refused)('%s', async (_name, code, make) => {
    const before = await media.stored();
    const rows = await media.api.database.media.count();
    const { media: medium, userErrors } = await media.upload(await make(), {
      filename: 'photo.jpg',
      type: 'image/jpeg',
    });
    expect(medium).toBeNull();
    expect(userErrors).toMatchObject([{ code, path: ['input', 'file'] }]);
    expect(await media.stored()).toEqual(before);
    expect(await media.api.database.media.count()).toBe(rows);
  });

  test.each(Object.entries(makers))('%s that ends too early, wherever', async (_name, { make }) => {
    const bytes = await make();
    for (const share of [0.1, 0.5, 0.95]) {
      const { userErrors } = await media.upload(bytes.subarray(0, Math.floor(bytes.length * share)));
      expect(userErrors).toMatchObject([{ code: 'MEDIA_UNREADABLE' }]);
    }
  });

  test('tells an iPhone user what to do', async () => {
    const { userErrors } = await media.upload(heic());
    expect(userErrors[0]?.message).toMatch(/iPhone.*Most Compatible/);
  });

  test('a file over 20 MiB, with the limit', async () => {
    const limit = 20 * 1024 * 1024;
    const { userErrors } = await media.upload(Buffer.alloc(limit + 1));
    expect(userErrors).toMatchObject([{ code: 'TOO_LARGE', limit, actual: limit + 1, unit: 'bytes' }]);
  });

  test('an alt text that no network takes', async () => {
    const { userErrors } = await media.upload(await makers.jpeg.make(), { altText: 'a'.repeat(10_001) });
    expect(userErrors).toMatchObject([{ code: 'TOO_LONG', path: ['input', 'altText'], limit: 10_000 }]);
  });
});

test('the same bytes twice are stored once and are two media', async () => {
  const bytes = await makers.jpeg.make();
  const before = await media.stored();
  const [one, two] = [await accepted(bytes), await accepted(bytes, { filename: 'again.jpg' })];
  expect(one.id).not.toBe(two.id);
  expect(await media.stored()).toHaveLength(before.length + 2);
});

test('a filename is kept as far as it can be', async () => {
  const bytes = await makers.jpeg.make();
  const names = [
    ['holiday.JPEG', 'holiday.JPEG'],
    ['../../etc/passwd', 'passwd.jpg'],
    ['C:\\photos\\böse 写真.png', 'böse 写真.jpg'],
    ['.jpg', 'jpg.jpg'],
    ['version 1.2', 'version 1.2.jpg'],
    [`${'a'.repeat(300)}.jpg`, `${'a'.repeat(200)}.jpg`],
  ] as const;
  for (const [given, kept] of names) {
    const medium = await accepted(bytes, { filename: given });
    expect(medium.filename).toBe(kept);
    expect((await media.open(medium.url)).status).toBe(200);
  }
});

describe('a form', () => {
  test('needs the header that other sites’ forms cannot send', async () => {
    const form = uploadForm(await makers.jpeg.make());
    const headers = { authorization: `Bearer ${media.api.workspace.key}` };
    const answer = await fetch(`${media.api.url}/graphql`, { method: 'POST', headers, body: form });
    expect(answer.status).toBe(403);
  });

  test('needs a key with the scope', async () => {
    const form = uploadForm(await makers.jpeg.make());
    expect((await sendForm(media.api, { key: null, form })).status).toBe(401);
    const { key } = await storeApiKey(media.api.database, media.api.workspace.workspaceId, { scopes: ['MEDIA_READ'] });
    expect(await (await sendForm(media.api, { key, form })).json()).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN', scope: 'MEDIA_WRITE' } }],
    });
  });

  test('is held to the cap of all requests without a key', async () => {
    const form = uploadForm(Buffer.alloc(2 * 1024 * 1024));
    expect((await sendForm(media.api, { key: null, form })).status).toBe(413);
    expect((await sendForm(media.api, { key: 'wrong', form })).status).toBe(413);
  });

  test('may have 21 MiB in all, and no more', async () => {
    const answer = await sendForm(media.api, { form: uploadForm(Buffer.alloc(21 * 1024 * 1024)) });
    expect(answer.status).toBe(413);
  });

  test('is read in chunks too', async () => {
    const form = uploadForm(Buffer.concat([await makers.jpeg.make(), Buffer.alloc(8 * 1024 * 1024)]));
    const encoded = new Response(form);
    const headers = {
      'content-type': encoded.headers.get('content-type') as string,
      'x-graphql-yoga-csrf': '1',
      authorization: `Bearer ${media.api.workspace.key}`,
    };
    const init = { method: 'POST', headers, body: encoded.body, duplex: 'half' } as RequestInit;
    const answer = await fetch(`${media.api.url}/graphql`, init);
    expect(await answer.json()).toMatchObject({ data: { uploadMedia: { userErrors: [], media: { width: 300 } } } });
  });

  const query = 'mutation ($input: UploadMediaInput!) { uploadMedia(input: $input) { userErrors { code } } }';
  const good = { operations: JSON.stringify({ query, variables: { input: { file: null } } }) };
  const wrong: [string, Record<string, string>][] = [
    ['without operations', { map: '{}' }],
    ['without a map', good],
    ['whose operations are no JSON', { operations: '{', map: '{}' }],
    ['whose operations are null', { operations: 'null', map: '{}' }],
    ['whose operations are a list', { operations: '[]', map: '{}' }],
    ['whose map is a number', { ...good, map: '{"0": 5}' }],
    ['whose map names no file', { ...good, map: '{"9": ["variables.input.file"]}' }],
    ['whose map names a place that is not there', { ...good, map: '{"0": ["variables.other.file"]}' }],
    ['whose map names a place that is taken', { ...good, map: '{"0": ["query"]}' }],
    ['whose map reaches for a prototype', { ...good, map: '{"0": ["variables.__proto__.file"]}' }],
    ['whose file stays null', { ...good, map: '{}' }],
  ];

  test.each(wrong)('%s is the caller’s mistake', async (_name, fields) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('0', new File(['x'], 'x.jpg'));
    expect(await (await sendForm(media.api, { form })).json()).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  test.each([{}, 'a.jpg', { name: 'a', size: 1, stream: 'no' }])('file is no JSON: %j', async (file) => {
    const { errors } = await media.api.client.send(query, { input: { file } });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

test('another workspace does not see it', async () => {
  const { id } = await accepted(await makers.jpeg.make());
  const other = await storeWorkspace(media.api.database);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${other.key}` };
  const query = `{ media(id: "${id}") { id } node(id: "${id}") { id } mediaLibrary { totalCount nodes { id } } }`;
  const answer = await fetch(`${media.api.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  expect(await answer.json()).toMatchObject({
    data: { media: null, node: null, mediaLibrary: { totalCount: 0, nodes: [] } },
  });
});
