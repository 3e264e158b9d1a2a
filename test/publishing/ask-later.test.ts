import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestApp, type TestApp, testApiKey } from '../support/app.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { picture } from '../support/images.ts';
import { made, readPost } from '../support/posts.ts';

const environment = { ENCRYPTION_KEY: 'ab'.repeat(32) };
const lastLook = 10;

let database: TestDatabase;
let app: TestApp;
let photo: string;
beforeAll(async () => {
  database = await createTestDatabase();
  app = await startTestApp({ databaseUrl: database.url, environment });
  const body = new Uint8Array(await picture(1_200, 2_000).jpeg().toBuffer());
  const headers = { authorization: `Bearer ${testApiKey}` };
  const answer = await fetch(`${app.url}/media?filename=a.jpg`, { method: 'POST', headers, body });
  photo = ((await answer.json()) as { media: { id: string } }).media.id;
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

/** A photo that is live, on a network that tells the ids of what everyone sees when it has moderated it. */
async function publish(privacyLevel: string): Promise<string> {
  const options = { tiktok: { privacyLevel } };
  const media = [{ id: photo }];
  const { id } = await made(app, 'createPost', {
    accounts: ['tiktok'],
    content: 'Gulls',
    media,
    options,
    publish: true,
  });
  await app.settle();
  const { status, deliveries } = await readPost(app, id);
  expect([status, deliveries[0]?.remoteId, deliveries[0]?.url]).toEqual([
    'POSTED',
    null,
    expect.stringMatching(/\/@\w+$/),
  ]);
  return id;
}

const segmentOf = (postId: string) => app.database.segment.findFirstOrThrow({ where: { delivery: { postId } } });

/** A worker does its chores as it starts. */
const startWorker = () =>
  startTestApp({ databaseUrl: database.url, roles: ['worker'], sandboxUrl: app.sandbox.url, environment });

test('what a network tells of a post later is asked for after growing pauses, and written when it is told', async () => {
  const [seenByAll, again, last, forgotten] = [
    await publish('PUBLIC_TO_EVERYONE'),
    await publish('SELF_ONLY'),
    await publish('SELF_ONLY'),
    await publish('SELF_ONLY'),
  ];
  expect([(await segmentOf(seenByAll)).askAt, (await segmentOf(again)).askAt]).toEqual([expect.any(Date), null]);
  await app.advance(60_000);
  const due = async (postId: string, facts: object) =>
    app.database.segment.update({
      where: { id: (await segmentOf(postId)).id },
      data: { askAt: app.app.store?.clock.now() ?? null, ...facts },
    });
  await due(again, {});
  await due(last, { timesAsked: lastLook });
  await due(forgotten, { remoteRef: { publishId: 'v_pub_file~v2-1.1', isPublic: true } });
  await using _worker = await startWorker();
  await vi.waitFor(async () => expect((await segmentOf(seenByAll)).remoteId).toMatch(/^\d{19}$/), { timeout: 10_000 });
  const [delivery] = (await readPost(app, seenByAll)).deliveries;
  expect(delivery?.url).toMatch(new RegExp(`/@\\w+/video/${delivery?.remoteId}$`));
  expect((await fetch(delivery?.url ?? '')).status).toBe(200);
  const settled = { remoteId: null, url: expect.stringMatching(/\/@\w+$/) };
  await vi.waitFor(async () => expect(await segmentOf(forgotten)).toMatchObject({ ...settled, askAt: null }), {
    timeout: 10_000,
  });
  expect(await segmentOf(seenByAll)).toMatchObject({ askAt: null, timesAsked: 1 });
  expect(await segmentOf(last)).toMatchObject({ ...settled, askAt: null, timesAsked: lastLook + 1 });
  const waiting = await segmentOf(again);
  expect(waiting).toMatchObject({ ...settled, timesAsked: 1 });
  const pauseMs = (waiting.askAt?.getTime() ?? 0) - (app.app.store?.clock.now().getTime() ?? 0);
  expect(Math.round(pauseMs / 10_000)).toBe(6);
});
