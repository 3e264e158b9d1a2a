import { describe, expect, test } from 'vitest';
import { next } from '../../../src/platforms/mastodon/next.ts';
import type { JournalEntry, Published, SegmentToPublish } from '../../../src/platforms/platform.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const account = { remoteId: '7@m.test', username: 'ada', server: 'https://m.test', webUrl: 'https://m.test' };
const segment: SegmentToPublish = {
  id: 'seg_1',
  round: 2,
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
const request = { idempotencyKey: 'seg_1.2', plannedAt: '2026-11-22T12:00:00.000Z', status: 'Hello' };

function entry(facts: Partial<JournalEntry>): JournalEntry {
  return {
    name: 'create_status',
    kind: 'commit',
    status: 'DONE',
    request,
    result: null,
    secret: null,
    startedAt: now,
    beforeRetry: false,
    ...facts,
  };
}

function replyTo(remoteId: string | null): SegmentToPublish {
  const published: Published = { remoteId, url: null, ref: null };
  return { ...segment, position: 1, root: published, parent: published };
}

test('sends the status under a key of the segment and its round', () => {
  expect(next(segment, [], now)).toEqual({ do: 'call', call: { name: 'create_status', kind: 'commit', request } });
});

test('keeps the key and the time of planning when a refused status is sent again', () => {
  const later = new Date('2026-11-22T13:00:00.000Z');
  expect(next(segment, [entry({ status: 'REFUSED' })], later)).toMatchObject({ do: 'call', call: { request } });
});

test.for([
  ['its id', '113'],
  ['its address', 'https://m.test/@ada/113'],
  ['its address with more', 'https://m.test/@ada/113/?x=1#y'],
])('replies to the one before, known by %s', ([, remoteId]) => {
  expect(next(replyTo(remoteId ?? ''), [], now)).toMatchObject({ call: { request: { in_reply_to_id: '113' } } });
});

test('fails where the parent’s id is not known', () => {
  expect(next(replyTo(null), [], now)).toMatchObject({ do: 'fail', failure: { kind: 'not_found' } });
});

test.for([
  ['the server’s address of it', 'https://m.test/@ada/113', 'https://m.test/@ada/113'],
  ['one that is built, where the server gives none', null, 'https://m.test/@ada/113'],
] as const)('finishes with the id and %s', ([, url, expected]) => {
  const done = entry({ result: { id: '113', url } });
  expect(next(segment, [done], now)).toEqual({
    do: 'finish',
    published: { remoteId: '113', url: expected, ref: null },
  });
});

test('says what the author chose, of replies too', () => {
  const options = { visibility: 'private', spoilerText: 'Spiders', sensitive: false, language: 'nb' };
  const said = { visibility: 'private', spoiler_text: 'Spiders', sensitive: false, language: 'nb' };
  expect(next({ ...segment, options }, [], now)).toMatchObject({ call: { request: { status: 'Hello', ...said } } });
  expect(next({ ...replyTo('113'), options }, [], now)).toMatchObject({ call: { request: said } });
});

test('says nothing of what was cleared', () => {
  const options = { visibility: null, spoilerText: '', sensitive: null, language: null };
  expect(next({ ...segment, options }, [], now)).toEqual(next(segment, [], now));
});

describe('media', () => {
  const photo = {
    id: 'media_1',
    key: 'aa',
    kind: 'IMAGE',
    mimeType: 'image/png',
    bytes: 1_000_000,
    width: 3,
    height: 2,
    durationMs: null,
    filename: 'a.png',
    altText: 'A gull',
    url: 'https://postern.test/a',
  } as const;
  const film = { ...photo, key: 'bb', kind: 'VIDEO', mimeType: 'video/mp4', filename: 'b.mp4', altText: null } as const;
  const both = { ...segment, media: [photo, film] };
  const past = (ms: number) => new Date(now.getTime() + ms);

  const upload = (index: number, result: JournalEntry['result'], facts: Partial<JournalEntry> = {}) =>
    entry({ name: 'upload_media', kind: 'prepare', request: { index }, result, ...facts });
  const look = (id: string, ready: boolean, startedAt: Date) =>
    entry({ name: 'check_media', kind: 'check', request: { id }, result: { ready }, startedAt });

  const uploaded = [upload(0, { id: '1', ready: true }), upload(1, { id: '2', ready: false })];

  test('are uploaded one after the other, with what they show', () => {
    expect(next(both, [], now)).toEqual({
      do: 'call',
      call: {
        name: 'upload_media',
        kind: 'prepare',
        request: { index: 0, key: 'aa', filename: 'a.png', mimeType: 'image/png', description: 'A gull' },
        timeoutMs: 64_000,
      },
    });
    expect(next(both, uploaded.slice(0, 1), now)).toMatchObject({
      call: { name: 'upload_media', request: { index: 1, key: 'bb', filename: 'b.mp4', mimeType: 'video/mp4' } },
    });
  });

  test('that are still worked on are waited for, with growing pauses', () => {
    expect(next(both, uploaded, now)).toEqual({ do: 'wait', until: past(2_000) });
    expect(next(both, uploaded, past(2_000))).toMatchObject({
      call: { name: 'check_media', kind: 'check', request: { id: '2' } },
    });
    const looked = [...uploaded, look('2', false, past(2_000))];
    expect(next(both, looked, past(3_000))).toEqual({ do: 'wait', until: past(6_000) });
  });

  test('are attached in their order when all of them are ready', () => {
    const ready = [...uploaded, look('2', false, past(2_000)), look('2', true, past(6_000))];
    expect(next(both, ready, past(6_100))).toMatchObject({
      call: { name: 'create_status', kind: 'commit', request: { status: 'Hello', media_ids: ['1', '2'] } },
    });
  });

  test('that are never ready fail the delivery after half an hour', () => {
    const looked = [...uploaded, look('2', false, past(1_799_000))];
    expect(next(both, looked, past(1_799_500))).toMatchObject({
      do: 'fail',
      failure: { kind: 'media_rejected', hint: expect.stringContaining('retryFailedPlatforms') },
    });
  });

  test.for([
    ['a refused upload', upload(0, null, { status: 'REFUSED' })],
    ['an upload whose answer was lost', upload(0, null, { status: 'UNKNOWN' })],
    ['an upload from before a person’s retry', upload(0, { id: '1', ready: true }, { beforeRetry: true })],
    [
      'an upload that the server may have deleted',
      upload(0, { id: '1', ready: true }, { startedAt: past(-73_000_000) }),
    ],
  ] as const)('%s is made again', ([, earlier]) => {
    expect(next({ ...segment, media: [photo] }, [earlier], now)).toMatchObject({
      call: { name: 'upload_media', request: { index: 0 } },
    });
  });
});
