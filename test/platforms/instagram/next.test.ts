import { expect, test } from 'vitest';
import { next } from '../../../src/platforms/instagram/next.ts';
import type { JournalEntry, MediumToPublish, SegmentToPublish } from '../../../src/platforms/platform.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
const photo: MediumToPublish = {
  id: 'media_1',
  key: 'k1',
  kind: 'IMAGE',
  mimeType: 'image/jpeg',
  bytes: 1_000_000,
  width: 10,
  height: 10,
  durationMs: null,
  filename: 'a.jpg',
  altText: 'A gull',
  url: 'https://postern.test/a.jpg',
};
const film: MediumToPublish = { ...photo, kind: 'VIDEO', url: 'https://postern.test/b.mp4' };
const segment: SegmentToPublish = {
  id: 'seg_1',
  round: 1,
  position: 0,
  type: 'POST',
  text: 'Hello',
  media: [photo],
  link: null,
  options: {},
  account: { remoteId: '17', username: 'ada', server: null, webUrl: 'https://i.test' },
  root: null,
  parent: null,
};

function entry(name: string, result: JournalEntry['result'], facts: Partial<JournalEntry> = {}): JournalEntry {
  const rest = {
    kind: 'prepare',
    status: 'DONE',
    request: {},
    secret: null,
    startedAt: now,
    beforeRetry: false,
  } as const;
  return { name, result, ...rest, ...facts };
}
const limit = entry('check_limit', { used: 0, total: 50 });
const made = (slot: string, id: string, facts: Partial<JournalEntry> = {}) =>
  entry('create_container', { id }, { request: { slot, form: {} }, ...facts });
const words = (subcode: number) => `Error: Media upload has failed with error code ${subcode}`;
const looked = (id: string, state: string) => entry('check_container', { state, error: null }, { request: { id } });
const failed = (id: string, subcode: number, startedAt = now) =>
  entry('check_container', { state: 'ERROR', error: words(subcode) }, { request: { id }, startedAt });
const plannedAt = now.toISOString();
const publish = { plannedAt, containerId: '1', caption: 'Hello', isStory: false, again: false };
const ready = [limit, made('post', '1'), looked('1', 'FINISHED')];
const published = [...ready, entry('publish', { id: '9' }, { kind: 'commit', request: publish })];
const create = (slot: string, form: object) => ({ call: { name: 'create_container', request: { slot, form } } });
const fail = (kind: string) => ({ do: 'fail', failure: { kind } });

const all = {
  shareToFeed: false,
  coverUrl: 'https://example.com/cover.jpg',
  thumbOffsetMs: 1_500,
  collaborators: ['@grace', 'alan'],
  userTags: ['@lin'],
  locationId: '7',
  trialReel: 'MANUAL',
  aiGenerated: true,
};
const said = {
  caption: 'Hello',
  collaborators: '["grace","alan"]',
  location_id: '7',
  is_ai_generated: 'true',
};
const inImage = '[{"username":"lin","x":0.5,"y":0.5}]';
const inVideo = '[{"username":"lin"}]';

function formOf(given: Partial<SegmentToPublish>, journal: JournalEntry[] = [limit]): unknown {
  const asked = next({ ...segment, ...given }, journal, now);
  return asked.do === 'call' ? asked.call.request.form : asked;
}

test('an image, a reel, a carousel and a story are each said as Instagram wants them', () => {
  const image = { image_url: photo.url, alt_text: 'A gull' };
  const options = all;
  expect(formOf({})).toEqual({ ...image, caption: 'Hello' });
  expect(formOf({ options })).toEqual({ ...image, ...said, user_tags: inImage });
  const reel = { media_type: 'REELS', video_url: film.url };
  expect(formOf({ media: [film] })).toEqual({ ...reel, caption: 'Hello' });
  const cover = { cover_url: 'https://example.com/cover.jpg', share_to_feed: 'false' };
  const trial = { trial_params: '{"graduation_strategy":"MANUAL"}', user_tags: inVideo };
  expect(formOf({ type: 'REEL', media: [film], options })).toEqual({ ...reel, ...said, ...cover, ...trial });
  expect(formOf({ media: [film], options: { thumbOffsetMs: 0 } })).toMatchObject({ thumb_offset: '0' });
  const media = [film, photo];
  const item = { is_carousel_item: 'true' };
  expect(formOf({ media, options })).toEqual({
    ...item,
    media_type: 'VIDEO',
    video_url: film.url,
    user_tags: inVideo,
  });
  const first = [limit, made('item.0', '1'), looked('1', 'IN_PROGRESS')];
  expect(formOf({ media, options }, first)).toEqual({ ...item, ...image });
  const both = [...first, looked('1', 'FINISHED'), made('item.1', '2'), looked('2', 'FINISHED')];
  expect(formOf({ media, options }, both)).toEqual({ media_type: 'CAROUSEL', children: '1,2', ...said });
  expect(formOf({ type: 'STORY', options })).toEqual({ media_type: 'STORIES', image_url: photo.url });
  expect(formOf({ type: 'STORY', media: [film] })).toEqual({ media_type: 'STORIES', video_url: film.url });
});

test.for<[string, Partial<SegmentToPublish>, JournalEntry[], object]>([
  ['asks first how much of the limit is left', {}, [], { call: { name: 'check_limit', kind: 'check' } }],
  ['looks at a container at once', {}, [limit, made('post', '1')], { call: { name: 'check_container' } }],
  ['waits while it is worked on', {}, [limit, made('post', '1'), looked('1', 'IN_PROGRESS')], { until: after(4) }],
  ['publishes it when it is ready', {}, ready, { call: { name: 'publish', kind: 'commit', request: publish } }],
  [
    'publishes a story without a caption',
    { type: 'STORY' },
    ready,
    { call: { request: { isStory: true, caption: '' } } },
  ],
  ['reads the address of what is published', {}, published, { call: { name: 'read_permalink', optional: true } }],
  [
    'is done when the address is read',
    {},
    [...published, entry('read_permalink', { id: '9', permalink: 'https://i.test/p/9/' }, { request: { id: '9' } })],
    { do: 'finish', published: { remoteId: '9', url: 'https://i.test/p/9/', ref: null } },
  ],
  [
    'makes another container where one expired',
    {},
    [limit, made('post', '1'), looked('1', 'EXPIRED')],
    create('post', {}),
  ],
  [
    'makes another after a person’s retry',
    {},
    [limit, made('post', '1', { beforeRetry: true }), failed('1', 2207026)],
    create('post', {}),
  ],
  [
    'does not repeat itself with a file that is refused',
    {},
    [limit, made('post', '1'), failed('1', 2207026)],
    fail('media_rejected'),
  ],
  [
    'waits before a file is fetched once more',
    {},
    [limit, made('post', '1'), failed('1', 2207052)],
    { do: 'wait', until: after(30) },
  ],
  ['has it fetched once more', {}, [limit, made('post', '1'), failed('1', 2207001, after(-30))], create('post', {})],
  [
    'gives up after three containers',
    {},
    [limit, made('post', '1'), made('post', '2'), made('post', '3'), failed('3', 2207052)],
    fail('media_fetch_failed'),
  ],
])('%s', ([, given, journal, expected]) => {
  expect(next({ ...segment, ...given }, journal, now)).toMatchObject(expected);
});

const root = { remoteId: '113', url: 'https://i.test/p/x/', ref: null };
const below = { ...segment, position: 1, text: 'Below', media: [], root, parent: root };
const comment = { plannedAt, mediaId: '113', message: 'Below' };

test('what follows the root is a comment on it', () => {
  expect(next(below, [], now)).toEqual({
    do: 'call',
    call: { name: 'create_comment', kind: 'commit', request: comment },
  });
  const refused = entry('create_comment', null, { status: 'REFUSED', request: comment });
  expect(next(below, [refused], after(60))).toMatchObject({ call: { request: comment } });
  expect(next(below, [refused, entry('create_comment', { id: '5' })], now)).toEqual({
    do: 'finish',
    published: { remoteId: '5', url: root.url, ref: null },
  });
});

test.for([
  [
    'an address',
    'https://www.instagram.com/reel/C8nR_-1/',
    [],
    { call: { name: 'find_medium', request: { shortcode: 'C8nR_-1' } } },
  ],
  [
    'one that is found',
    'https://www.instagram.com/p/C8nR_-1',
    [entry('find_medium', { id: '114' })],
    { call: { request: { mediaId: '114' } } },
  ],
  [
    'one that none of its posts has',
    'https://www.instagram.com/p/C8nR_-1',
    [entry('find_medium', { id: null })],
    fail('not_found'),
  ],
  ['something else', 'nowhere', [], fail('not_found')],
] as const)('a comment on what is known by %s', ([, remoteId, journal, expected]) => {
  expect(next({ ...below, root: { ...root, remoteId } }, journal, now)).toMatchObject(expected);
});
