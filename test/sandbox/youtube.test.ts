import { afterAll, beforeAll, expect, test } from 'vitest';
import { youtubeAccounts } from '../../src/sandbox/youtube/accounts.ts';
import { tinyMp4 } from '../support/videos.ts';
import { type Opened, openSandbox } from './clients.ts';

let sandbox: Opened;
let names = 0;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox[Symbol.asyncDispose]());

const SESSION = '/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status';
const video = { snippet: { title: 'Gulls', description: '', categoryId: '22' }, status: { privacyStatus: 'public' } };

type Body = { id: string; items: object[]; error: { message: string; errors: { reason: string }[] } };

/** Somebody at the sandbox's YouTube. */
function openYoutube(name = `someone${++names}`) {
  const headers = { authorization: `Bearer sandbox-token-${name}` };
  const api = async (
    route: string,
    more: { headers?: Record<string, string>; json?: unknown; body?: Uint8Array } = {},
  ) => {
    const [method = 'GET', path = ''] = route.split(' ');
    const own: Record<string, string> = more.json === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(path.startsWith('http') ? path : `${sandbox.url}/youtube${path}`, {
      method,
      headers: { ...headers, ...own, ...more.headers },
      redirect: 'manual',
      body:
        more.json === undefined
          ? ((more.body as Uint8Array<ArrayBuffer> | undefined) ?? null)
          : JSON.stringify(more.json),
    });
    const text = await answer.text();
    const body = (/^\s*\{/.test(text) ? JSON.parse(text) : {}) as Body;
    return { status: answer.status, headers: answer.headers, body };
  };
  const begin = async (bytes: number, more: object = {}) => {
    const said = { 'x-upload-content-length': String(bytes), 'x-upload-content-type': 'video/mp4' };
    return api(`POST ${SESSION}`, { headers: said, json: { ...video, ...more } });
  };
  const put = (session: string, range: string, bytes = 0) =>
    api(`PUT ${session}`, { headers: { 'content-range': range }, body: Buffer.alloc(bytes) });
  return { api, begin, put };
}

test('a channel has an id, a handle and a picture, and is the token’s', async () => {
  const [first] = youtubeAccounts;
  const { body } = await openYoutube(first?.name).api('GET /youtube/v3/channels?part=id,snippet&mine=true');
  expect(body.items).toMatchObject([
    {
      id: expect.stringMatching(/^UC[\w-]{22}$/),
      snippet: { title: first?.displayName, customUrl: `@${first?.name}` },
    },
  ]);
  const nobody = await openYoutube('~').api('GET /youtube/v3/channels?part=id&mine=true');
  expect(nobody).toMatchObject({ status: 401, body: { error: { errors: [{ reason: 'authError' }] } } });
});

test('a video is there after its last byte, and not before; the session tells which', async () => {
  const { api, begin, put } = openYoutube();
  const session = (await begin(300_000)).headers.get('location') ?? '';
  expect(session).toContain('upload_id=');
  expect((await put(session, 'bytes */300000')).headers.get('range')).toBeNull();
  const first = await put(session, 'bytes 0-262143/300000', 262_144);
  expect([first.status, first.headers.get('range')]).toEqual([308, 'bytes=0-262143']);
  expect(await sandbox.published()).toEqual([]);
  const last = await put(session, 'bytes 262144-299999/300000', 37_856);
  expect(last).toMatchObject({ status: 200, body: { id: expect.stringMatching(/^[\w-]{11}$/) } });
  expect(await put(session, 'bytes */300000')).toMatchObject({ status: 200, body: { id: last.body.id } });
  expect(await sandbox.published()).toHaveLength(1);
  await api(`DELETE /youtube/v3/videos?id=${last.body.id}`);
  expect((await put(session, 'bytes */300000')).status).toBe(410);
});

test('a chunk has to follow the one before, in whole units, and a session is its owner’s, for a week', async () => {
  const { begin, put } = openYoutube();
  const session = (await begin(600_000)).headers.get('location') ?? '';
  const refused = [
    await put(session, 'bytes 0-99999/600000', 100_000),
    await put(session, 'bytes 262144-524287/600000', 262_144),
    await put(session, 'bytes 0-262143/600001', 262_144),
    await put(session, 'bytes 0-262143/600000', 262_143),
    await put(session, 'nonsense', 1),
  ];
  expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
  expect((await openYoutube().put(session, 'bytes */600000')).status).toBe(404);
  expect((await put(session, 'bytes */600000')).status).toBe(308);
  sandbox.pass(7 * 86_400_000);
  expect((await put(session, 'bytes */600000')).status).toBe(404);
});

test.for([
  ['a title with angle brackets', { snippet: { ...video.snippet, title: '<b>' } }, 'invalidTitle'],
  ['a title of 101 characters', { snippet: { ...video.snippet, title: 'a'.repeat(101) } }, 'invalidTitle'],
  [
    'a description of 5001 bytes',
    { snippet: { ...video.snippet, description: 'é'.repeat(2_501) } },
    'invalidDescription',
  ],
  ['a description with angle brackets', { snippet: { ...video.snippet, description: 'a > b' } }, 'invalidDescription'],
  ['tags of 501 characters', { snippet: { ...video.snippet, tags: ['a'.repeat(501)] } }, 'invalidTags'],
  ['a category that is none', { snippet: { ...video.snippet, categoryId: '3' } }, 'invalidCategoryId'],
  ['a field that is none', { monetization: {} }, 'badRequest'],
  ['a privacy that is none', { status: { privacyStatus: 'friends' } }, 'badRequest'],
] as const)('%s is refused', async ([, more, reason]) => {
  const answer = await openYoutube().begin(10, more);
  expect([answer.status, answer.body.error.errors[0]?.reason]).toEqual([400, reason]);
});

test('a file is worked on for a while, and then it is a video or it is not', async () => {
  const { api, begin, put } = openYoutube();
  const film = await tinyMp4();
  const stateOf = async (id: string) =>
    (await api(`GET /youtube/v3/videos?part=status,processingDetails&id=${id}`)).body.items[0];
  const good = (await begin(film.length)).headers.get('location') ?? '';
  const range = `bytes 0-${film.length - 1}/${film.length}`;
  const made = await api(`PUT ${good}`, { headers: { 'content-range': range }, body: film });
  expect(await stateOf(made.body.id)).toMatchObject({ status: { uploadStatus: 'uploaded' } });
  const bad = (await begin(9)).headers.get('location') ?? '';
  const broken = await put(bad, 'bytes 0-8/9', 9);
  sandbox.pass(2_000);
  expect(await stateOf(made.body.id)).toMatchObject({ status: { uploadStatus: 'processed' } });
  expect(await stateOf(broken.body.id)).toMatchObject({
    status: { uploadStatus: 'failed', failureReason: 'invalidFile' },
  });
});

test('a video is shown at its address, as a Short too, and a comment on it', async () => {
  const { api, begin, put } = openYoutube('shower');
  const session = (await begin(9)).headers.get('location') ?? '';
  const { id } = (await put(session, 'bytes 0-8/9', 9)).body;
  const { body } = await api('GET /youtube/v3/channels?part=id&mine=true');
  const channelId = (body.items[0] as { id: string }).id;
  const topLevelComment = { snippet: { textOriginal: 'First!' } };
  const json = { snippet: { channelId, videoId: id, topLevelComment } };
  expect((await api('POST /youtube/v3/commentThreads?part=snippet', { json })).status).toBe(200);
  for (const path of [`/watch?v=${id}`, `/shorts/${id}`]) {
    const page = await sandbox.call(`GET /youtube${path}`);
    expect([page.status, page.text.includes('Title: Gulls'), page.text.includes('First!')]).toEqual([200, true, true]);
  }
  expect((await sandbox.call('GET /youtube/watch?v=aaaaaaaaaaa')).status).toBe(404);
});
