import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makers } from '../support/images.ts';
import { tinyMp4 } from '../support/videos.ts';
import { openSandbox } from './clients.ts';

const DAY = 86_400_000;
let sandbox: Awaited<ReturnType<typeof openSandbox>>;
let people = 0;

beforeAll(async () => {
  sandbox = await openSandbox({ processingMs: 10_000 });
});
afterAll(() => sandbox[Symbol.asyncDispose]());

type Sent = Parameters<typeof sandbox.call>[1];

/** A Page, and how its token calls the Graph API. */
async function page(name = `page${people++}`) {
  const headers = (token: string) => ({ authorization: `OAuth ${token}` });
  const asked = 'GET /facebook/v25.0/me/accounts?fields=id,access_token,tasks';
  const { body } = await sandbox.call(asked, { headers: headers(`sandbox-token-${name}`) });
  const { data } = body as unknown as { data: { id: string; access_token: string; tasks: string[] }[] };
  const { id = '', access_token: token = '' } = data[0] ?? {};
  const api = async (route: string, sent: Sent = {}) => {
    const [method, path] = route.split(' ');
    const answer = await sandbox.call(`${method} /facebook/v25.0/${path}`, {
      ...sent,
      headers: { ...headers(token), ...sent.headers },
    });
    return { ...answer, body: answer.body as unknown as Record<string, never> & { error: object; id: string } };
  };
  return { id, token, api };
}

async function photoForm(fields: Record<string, string> = { published: 'false' }): Promise<FormData> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('source', new Blob([new Uint8Array(await makers.jpeg.make())]), 'a.jpg');
  return form;
}

test('a Page’s name belongs to one person, and its tasks are told', async () => {
  const { id } = await page('ada');
  expect((await page('ada')).id).toBe(id);
  const { api } = await page('grace');
  expect(await api('GET me?fields=id,name')).toMatchObject({ body: { name: 'grace' } });
});

describe('what is sent', () => {
  test('a photo is seen where a post shows it, and gone a day after it came', async () => {
    const { id, api } = await page();
    const [one, two] = [
      await api(`POST ${id}/photos`, { form: await photoForm() }),
      await api(`POST ${id}/photos`, { form: await photoForm() }),
    ];
    expect(await sandbox.published()).toEqual([]);
    const shown = await api(`POST ${id}/feed`, { json: { attached_media: [{ media_fbid: one.body.id }] } });
    expect(shown.body.id).toMatch(new RegExp(`^${id}_\\d{16}$`));
    sandbox.pass(DAY);
    const late = await api(`POST ${id}/feed`, { json: { attached_media: [{ media_fbid: two.body.id }] } });
    expect(late).toMatchObject({ status: 400, body: { error: { code: 100, type: 'OAuthException' } } });
  });

  test('parameters are taken from a form, from JSON and from the query', async () => {
    const { id, api } = await page();
    const form = new FormData();
    form.append('message', 'in a form');
    form.append('targeting', '{"geo_locations":{"countries":["NO"]}}');
    expect(await api(`POST ${id}/feed`, { form })).toMatchObject({ status: 200 });
    expect(await api(`POST ${id}/feed?message=in+the+query`)).toMatchObject({ status: 200 });
    expect(await api(`POST ${id}/feed`, { json: { message: 'in JSON', targeting: { age_min: 18 } } })).toMatchObject({
      status: 200,
    });
    const texts = (await sandbox.published()).map(({ text }) => text);
    expect(texts.slice(-3)).toEqual(['in a form', 'in the query', 'in JSON']);
  });

  test('the same words twice are refused, but not once something else was said', async () => {
    const { id, api } = await page();
    const say = (message: string) => api(`POST ${id}/feed`, { json: { message } });
    expect((await say('Hello')).status).toBe(200);
    expect(await say('Hello')).toMatchObject({ status: 400, body: { error: { code: 506, error_subcode: 1455006 } } });
    expect((await say('Something else')).status).toBe(200);
    expect((await say('Hello')).status).toBe(200);
  });

  test('a reel is seen once the network is done with it, and told its phases', async () => {
    const { id, token, api } = await page();
    const { body } = await api(`POST ${id}/video_reels`, { json: { upload_phase: 'start' } });
    const { video_id: videoId, upload_url: url } = body as unknown as { video_id: string; upload_url: string };
    const phases = async () => (await api(`GET ${videoId}?fields=status`)).body.status;
    const finish = { upload_phase: 'finish', video_id: videoId, video_state: 'PUBLISHED' };
    expect(await phases()).toMatchObject({ video_status: 'uploading', uploading_phase: { status: 'not_started' } });
    expect((await api(`POST ${id}/video_reels`, { json: finish })).status).toBe(400);
    const bytes = await tinyMp4({ durationMs: 3_000 });
    const headers = { authorization: `OAuth ${token}`, offset: '0', file_size: String(bytes.length) };
    expect((await fetch(url, { method: 'POST', headers, body: new Uint8Array(bytes) })).status).toBe(200);
    expect(await phases()).toMatchObject({
      video_status: 'upload_complete',
      publishing_phase: { status: 'not_started' },
    });
    expect(await api(`POST ${id}/video_reels`, { json: finish })).toMatchObject({ body: { success: true } });
    expect(await phases()).toMatchObject({ video_status: 'processing', processing_phase: { status: 'in_progress' } });
    const seen = async () => (await sandbox.published()).filter((post) => post.id === videoId).length;
    expect(await seen()).toBe(0);
    sandbox.pass(10_000);
    expect(await phases()).toMatchObject({
      video_status: 'ready',
      publishing_phase: { status: 'complete', publish_status: 'published' },
    });
    expect(await seen()).toBe(1);
    expect(await api(`POST ${id}/video_reels`, { json: finish })).toMatchObject({ body: { success: true } });
    expect(await seen()).toBe(1);
  });
});

describe('what is refused', () => {
  test.for([
    ['another Page', 'POST 1/feed', { code: 100, error_subcode: 33, type: 'GraphMethodException' }],
    ['an object of nobody', 'DELETE 1_2', { code: 100, error_subcode: 33 }],
    ['an unknown path', 'POST me/dances', { code: 2500 }],
  ] as const)('%s', async ([, route, error]) => {
    const { api } = await page();
    const answer = await api(route, route.startsWith('POST') ? { json: { message: 'a' } } : {});
    expect(answer).toMatchObject({ status: 400, body: { error: { ...error, fbtrace_id: expect.any(String) } } });
  });

  test('a field that an object has not', async () => {
    const { id, api } = await page();
    const { body } = await api(`POST ${id}/feed`, { json: { message: 'Hello' } });
    expect(await api(`GET ${body.id}?fields=id,colour`)).toMatchObject({
      body: { error: { message: '(#100) Tried accessing nonexisting field (colour) on node type (Post)' } },
    });
  });

  test('no token, and one that was never given', async () => {
    const { id } = await page();
    expect((await sandbox.call(`POST /facebook/v25.0/${id}/feed`)).text).toContain('"code":104');
    const headers = { authorization: 'OAuth nonsense' };
    expect((await sandbox.call(`POST /facebook/v25.0/${id}/feed`, { headers })).text).toContain('"code":190');
  });
});
