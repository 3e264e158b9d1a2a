import { expect, test } from 'vitest';
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
