import { afterAll, beforeAll, expect, test } from 'vitest';
import { uploadLibrary } from '../kill/shapes.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { made, type PostView, readPost } from '../support/posts.ts';

type Seen = { channel: string; operation: string; method: string; body: unknown; query: Record<string, string> };

const channels = ['instagram', 'facebook', 'youtube', 'tiktok'];

let app: TestApp;
let film: string;
beforeAll(async () => {
  app = await startTestApp();
  film = (await uploadLibrary(app)).film;
});
afterAll(() => app[Symbol.asyncDispose]());

/** An upright film, as a reel on every network that has them. */
async function publishReel(content: string): Promise<PostView> {
  const accounts = await app.database.account.findMany({ orderBy: { id: 'asc' } });
  return made(app, 'createPost', {
    accounts: channels.map((channel) => accounts.find((account) => account.channel === channel)?.id ?? ''),
    type: 'REEL',
    content,
    media: [{ id: film }],
    options: {
      youtube: { title: 'Gulls', tags: ['sea'], privacy: 'UNLISTED' },
      tiktok: { privacyLevel: 'PUBLIC_TO_EVERYONE', disableDuet: true },
      instagram: { shareToFeed: true },
    },
    publish: true,
  });
}

async function seenBy(channel: string): Promise<Seen[]> {
  const all = (await (await fetch(`${app.sandbox.url}/_requests`)).json()) as Seen[];
  return all.filter((one) => one.channel === channel);
}

test('one upright film goes out as a reel on the four networks that have them, each asked as it documents', async () => {
  await fetch(`${app.sandbox.url}/_requests`, { method: 'DELETE' });
  const { id } = await publishReel('Gulls by the sea');
  await app.settle();
  const post = await readPost(app, id);
  expect(post.deliveries.map(({ account, status, error }) => [account.network, status, error])).toEqual(
    expect.arrayContaining(channels.map((channel) => [channel, 'POSTED', null])),
  );
  for (const { url } of post.deliveries) expect(url).toMatch(/^http/);
  const container = (await seenBy('instagram')).find(({ body }) => (body as { media_type?: string })?.media_type);
  expect(container?.body).toMatchObject({ media_type: 'REELS', caption: 'Gulls by the sea', share_to_feed: 'true' });
  const phases = (await seenBy('facebook')).filter(({ operation }) => operation.includes('video_reels'));
  expect(phases.map(({ body }) => (body as { upload_phase: string }).upload_phase)).toEqual(['start', 'finish']);
  expect(phases[1]?.body).toMatchObject({ video_state: 'PUBLISHED', description: 'Gulls by the sea' });
  const session = (await seenBy('youtube')).find(({ query }) => query.uploadType === 'resumable');
  expect(session?.body).toMatchObject({
    snippet: { title: 'Gulls', description: 'Gulls by the sea', tags: ['sea'] },
    status: { privacyStatus: 'unlisted' },
  });
  const init = (await seenBy('tiktok')).find(({ operation }) => operation.includes('/video/init'));
  expect(init?.body).toMatchObject({
    post_info: { title: 'Gulls by the sea', privacy_level: 'PUBLIC_TO_EVERYONE', disable_duet: true },
    source_info: { source: 'FILE_UPLOAD' },
  });
});

test('while networks work on a film, no worker is kept busy, other posts go out, and the polls grow rarer', async () => {
  const { id } = await publishReel('Slow gulls');
  await app.advance(0);
  const [held] = await app.database.$queryRaw<
    { count: bigint }[]
  >`select count(*) from delivery where lease_until is not null`;
  expect(Number(held?.count)).toBe(0);
  expect((await readPost(app, id)).status).toBe('PUBLISHING');
  const other = await made(app, 'createPost', { accounts: ['bluesky'], content: 'meanwhile', publish: true });
  await app.advance(0);
  expect((await readPost(app, other.id)).status).toBe('POSTED');
  await app.settle();
  expect((await readPost(app, id)).status).toBe('POSTED');
});
