import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../src/domain/ids.ts';
import { appendEvents } from '../src/events/append-events.ts';
import { createEventFeed } from '../src/events/event-feed.ts';
import { postMoved } from '../src/events/post-moved.ts';
import { keepHouse } from '../src/start-housekeeping.ts';
import { startTestApp, type TestApp } from './support/app.ts';
import { made, readPost } from './support/posts.ts';

const dayMs = 86_400_000;
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const keep = () => keepHouse({ database: app.database, eventsKeptDays: 30 }, new AbortController().signal);
const seqNow = async () => (await app.database.workspace.findFirstOrThrow()).eventSeq;

async function firstAfter(after: bigint): Promise<unknown> {
  using feed = createEventFeed({ database: app.database, onError: () => undefined });
  const { id: workspaceId } = await app.database.workspace.findFirstOrThrow();
  const reader = await feed.subscribe({ workspaceId, after }).catch((error: { code: string }) => error.code);
  if (typeof reader === 'string') return reader;
  return reader.atEnd() ? 'nothing new' : (await reader.read())?.[0]?.seq;
}

test('what is too old goes, in its own time, and what someone can still ask for stays', async () => {
  const post = { accounts: ['mastodon'], publish: true };
  const posted = await made(app, 'createPost', { ...post, content: 'goes out', idempotencyKey: 'a-key' });
  await app.settle();
  await app.sandbox.fault({ channel: 'x', fault: 'duplicate' });
  const failed = await made(app, 'createPost', { ...post, accounts: ['x'], content: 'is refused' });
  await app.settle();
  expect((await readPost(app, failed.id)).status).toBe('FAILED');
  const old = await seqNow();
  const stepsOf = (postId: string) => app.database.step.count({ where: { delivery: { postId } } });
  const journal = await stepsOf(failed.id);
  expect([await stepsOf(posted.id), journal].every((steps) => steps > 0)).toBe(true);
  expect(await keep()).toEqual({ events: 0, idempotencyKeys: 0, steps: 0 });

  await app.advance(dayMs + 1);
  expect(await keep()).toEqual({ events: 0, idempotencyKeys: 1, steps: 0 });
  expect(await firstAfter(0n)).toBe(1n);

  await app.advance(29 * dayMs);
  const young = await made(app, 'createPost', { accounts: ['bluesky'], content: 'young' });
  const [first, second, third] = await Promise.all([keep(), keep(), keep()]);
  expect(first.events + second.events + third.events).toBe(Number(old));
  expect(first.steps + second.steps + third.steps).toBeGreaterThan(0);
  expect(await stepsOf(posted.id)).toBe(0);
  expect(await stepsOf(failed.id)).toBe(journal);
  expect(await firstAfter(old - 1n)).toBe('CURSOR_EXPIRED');
  expect(await firstAfter(old)).toBe(old + 1n);
  expect((await readPost(app, young.id)).status).toBe('DRAFT');

  const shown = await readPost(app, posted.id);
  expect(shown).toMatchObject({ status: 'POSTED', deliveries: [{ attempts: [{ outcome: 'SUCCEEDED' }] }] });
  expect(shown.deliveries[0]?.url).toMatch(/^http/);
  await made(app, 'retryFailedPlatforms', { id: failed.id });
  await app.settle();
  expect((await readPost(app, failed.id)).status).toBe('POSTED');
});

test('a cursor that is current stays good although every event is gone', async () => {
  await app.advance(31 * dayMs);
  await keep();
  expect(await app.database.event.count()).toBe(0);
  const current = await seqNow();
  expect(await firstAfter(current)).toBe('nothing new');
  expect(await firstAfter(current - 1n)).toBe('CURSOR_EXPIRED');
  await made(app, 'createPost', { accounts: ['bluesky'], content: 'next' });
  expect(await firstAfter(current)).toBe(current + 1n);
});

test('a reader that is still on its way to events that go is told so, and skips none', async () => {
  const { id: workspaceId, eventSeq: before } = await app.database.workspace.findFirstOrThrow();
  const moved = Array.from({ length: 20 }, () => postMoved(newId('Post'), null, 'DRAFT'));
  await app.database.$transaction((tx) => appendEvents(tx, workspaceId, moved));
  using feed = createEventFeed({ database: app.database, onError: () => undefined });
  const reader = await feed.subscribe({ workspaceId, after: before });
  const passed = await reader.read();
  expect(passed?.at(0)?.seq).toBe(before + 1n);
  await app.database.event.deleteMany({ where: { seq: { lt: before + 20n } } });
  const last = passed?.at(-1)?.seq;
  await expect(reader.read()).rejects.toMatchObject({ code: 'CURSOR_EXPIRED', seq: last });
});
