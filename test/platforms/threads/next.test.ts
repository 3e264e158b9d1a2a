import { expect, test } from 'vitest';
import type { JournalEntry, MediumToPublish, SegmentToPublish } from '../../../src/platforms/platform.ts';
import { next } from '../../../src/platforms/threads/next.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
const account = { remoteId: '17', username: 'ada', server: null, webUrl: 'https://t.test' };
const segment: SegmentToPublish = {
  id: 'seg_1',
  round: 1,
  position: 0,
  type: 'POST',
  text: 'Hello',
  media: [],
  link: null,
  options: {},
  account,
  root: null,
  parent: null,
};
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
const film = { ...photo, kind: 'VIDEO', altText: null, url: 'https://postern.test/b.mp4' } as const;
const carousel = { ...segment, media: [photo, film] };

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
const limit = entry('check_limit', { used: 0, total: 250 });
const made = (slot: string, id: string, facts: Partial<JournalEntry> = {}) =>
  entry('create_container', { id }, { request: { slot, form: {} }, ...facts });
const looked = (id: string, state: string, facts: Partial<JournalEntry> = {}) =>
  entry('check_container', { state, error: null }, { request: { id }, ...facts });
const failed = (id: string, error: string, startedAt = now) =>
  entry('check_container', { state: 'ERROR', error }, { request: { id }, startedAt });
const publish = { plannedAt: now.toISOString(), containerId: '1', text: 'Hello', isReply: false, again: false };

const ready = [limit, made('post', '1'), looked('1', 'FINISHED')];
const published = [...ready, entry('publish', { id: '9' }, { kind: 'commit', request: publish })];
const items = [made('item.0', '1'), looked('1', 'FINISHED'), made('item.1', '2')];

const create = (slot: string, form: object) => ({
  do: 'call',
  call: { name: 'create_container', kind: 'prepare', request: { slot, form } },
});
const check = (id: string) => ({ do: 'call', call: { name: 'check_container', kind: 'check', request: { id } } });
const fail = (kind: string) => ({ do: 'fail', failure: { kind } });

test.for<[string, SegmentToPublish, JournalEntry[], object]>([
  ['asks first how much of the day’s limit is left', segment, [], { call: { name: 'check_limit', kind: 'check' } }],
  ['makes a container of a text', segment, [limit], create('post', { media_type: 'TEXT', text: 'Hello' })],
  ['looks at it at once', segment, [limit, made('post', '1')], check('1')],
  ['publishes it when it is ready', segment, ready, { call: { name: 'publish', kind: 'commit', request: publish } }],
  [
    'reads the address of what is published',
    segment,
    published,
    { call: { name: 'read_permalink', request: { id: '9' }, optional: true } },
  ],
  [
    'is done when the address is read',
    segment,
    [...published, entry('read_permalink', { id: '9', permalink: 'https://t.test/9' }, { request: { id: '9' } })],
    { do: 'finish', published: { remoteId: '9', url: 'https://t.test/9', ref: null } },
  ],
  [
    'is done without an address where it cannot be read',
    segment,
    [...published, entry('read_permalink', null, { request: { id: '9' }, status: 'REFUSED' })],
    { do: 'finish', published: { remoteId: '9', url: null } },
  ],
  [
    'is done where nobody knows what the post is called',
    segment,
    [...ready, entry('publish', { id: null }, { kind: 'commit', request: publish })],
    { do: 'finish', published: { remoteId: null, url: null } },
  ],
  [
    'makes a container of an image, with its alternative text',
    { ...segment, text: '', media: [photo] },
    [limit],
    create('post', { media_type: 'IMAGE', image_url: photo.url, alt_text: 'A gull' }),
  ],
  [
    'makes an item of each of several media',
    carousel,
    [limit],
    create('item.0', { media_type: 'IMAGE', image_url: photo.url, alt_text: 'A gull', is_carousel_item: 'true' }),
  ],
  [
    'goes on with the next while one is worked on',
    carousel,
    [limit, made('item.0', '1'), looked('1', 'IN_PROGRESS')],
    create('item.1', { media_type: 'VIDEO', video_url: film.url, is_carousel_item: 'true' }),
  ],
  [
    'waits for what is worked on',
    carousel,
    [limit, ...items, looked('2', 'IN_PROGRESS')],
    { do: 'wait', until: after(4) },
  ],
  [
    'puts them together when all are ready',
    carousel,
    [limit, ...items, looked('2', 'FINISHED')],
    create('post', { media_type: 'CAROUSEL', children: '1,2', text: 'Hello' }),
  ],
  [
    'makes a container again that expired',
    segment,
    [limit, made('post', '1'), looked('1', 'EXPIRED')],
    create('post', {}),
  ],
  [
    'makes a container again that is older than 20 hours',
    segment,
    [limit, made('post', '1', { startedAt: after(-72_001) }), looked('1', 'FINISHED')],
    create('post', {}),
  ],
  [
    'makes a container again after a person’s retry',
    segment,
    [limit, made('post', '1', { beforeRetry: true }), failed('1', 'INVALID_DURATION')],
    create('post', {}),
  ],
  [
    'makes a container again whose answer was lost',
    segment,
    [limit, made('post', '1', { status: 'UNKNOWN' })],
    create('post', {}),
  ],
  [
    'does not repeat itself with a file that is refused',
    segment,
    [limit, made('post', '1'), failed('1', 'INVALID_DURATION')],
    fail('media_rejected'),
  ],
  [
    'waits before a file is fetched once more',
    segment,
    [limit, made('post', '1'), failed('1', 'FAILED_DOWNLOADING_VIDEO')],
    { do: 'wait', until: after(30) },
  ],
  [
    'has it fetched once more',
    segment,
    [limit, made('post', '1'), failed('1', 'FAILED_DOWNLOADING_VIDEO', after(-30))],
    create('post', {}),
  ],
  [
    'gives up after three containers',
    segment,
    [limit, made('post', '1'), made('post', '2'), made('post', '3'), failed('3', 'FAILED_DOWNLOADING_VIDEO')],
    fail('media_fetch_failed'),
  ],
  [
    'gives up what is worked on for half an hour',
    segment,
    [limit, made('post', '1', { startedAt: after(-1_797) }), looked('1', 'IN_PROGRESS')],
    fail('media_rejected'),
  ],
])('%s', ([, given, journal, expected]) => {
  expect(next(given, journal, now)).toMatchObject(expected);
});

test('a publication that was refused is asked for again, of the same container', () => {
  const refused = entry('publish', null, { kind: 'commit', status: 'REFUSED', request: publish });
  expect(next(segment, [...ready, refused], after(60))).toMatchObject({
    call: { name: 'publish', request: { ...publish, again: true } },
  });
});

test('a container that was refused for a minute is looked at, and another is made where it is not published', () => {
  const refused = entry('publish', null, {
    kind: 'commit',
    status: 'REFUSED',
    request: publish,
    startedAt: after(-60),
  });
  const twice = [...ready, refused, refused];
  expect(next(segment, twice, after(-1))).toMatchObject({ call: { name: 'publish', request: { again: true } } });
  expect(next(segment, twice, now)).toMatchObject(check('1'));
  expect(next(segment, [...twice, looked('1', 'FINISHED')], now)).toMatchObject(create('post', {}));
  expect(next(segment, [...twice, looked('1', 'PUBLISHED')], now)).toMatchObject({
    call: { name: 'publish', request: { containerId: '1', again: true } },
  });
});

test.for([
  ['its id', '113', [], { call: { request: { form: { reply_to_id: '113' } } } }],
  [
    'its address',
    'https://www.threads.net/@ada/post/C8nR_-1',
    [],
    { call: { name: 'find_post', request: { shortcode: 'C8nR_-1' } } },
  ],
  [
    'its address, once that is found',
    'https://www.threads.net/@ada/post/C8nR_-1',
    [entry('find_post', { id: '114' })],
    { call: { request: { form: { reply_to_id: '114' } } } },
  ],
  [
    'an address that none of its posts has',
    'https://www.threads.net/@ada/post/C8nR_-1',
    [entry('find_post', { id: null })],
    fail('not_found'),
  ],
  ['something else', 'nowhere', [], fail('not_found')],
] as const)('a reply to a post that is known by %s', ([, remoteId, journal, expected]) => {
  const parent = { remoteId, url: null, ref: null };
  expect(next({ ...segment, position: 1, root: parent, parent }, [limit, ...journal], now)).toMatchObject(expected);
});

test('what the author chose is said of the first post, and of each what is of all', () => {
  const options = {
    replyControl: 'followers_only',
    topicTag: 'Gulls',
    linkAttachment: 'https://example.com/',
    pollOptions: ['Yes', 'No'],
    quotePostId: '7',
    locationId: '8',
    spoilerMedia: true,
    allowedCountries: ['NO', 'SE'],
  };
  const formOf = (given: Partial<SegmentToPublish>) => {
    const asked = next({ ...segment, options, ...given }, [limit], now);
    return asked.do === 'call' ? asked.call.request.form : null;
  };
  const root = { reply_control: 'followers_only', topic_tag: 'Gulls', quote_post_id: '7', location_id: '8' };
  const each = { text: 'Hello', allowlisted_country_codes: 'NO,SE' };
  expect(formOf({})).toEqual({
    media_type: 'TEXT',
    ...each,
    ...root,
    link_attachment: 'https://example.com/',
    poll_attachment: '{"option_a":"Yes","option_b":"No"}',
  });
  const image = { media_type: 'IMAGE', image_url: photo.url, alt_text: 'A gull' };
  expect(formOf({ media: [photo] })).toEqual({ ...image, ...each, ...root, is_spoiler_media: 'true' });
  const parent = { remoteId: '113', url: null, ref: null };
  expect(formOf({ parent })).toEqual({ media_type: 'TEXT', ...each, reply_to_id: '113' });
});
