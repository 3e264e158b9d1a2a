import { describe, expect, test } from 'vitest';
import type { JournalEntry, Published, SegmentToPublish } from '../../../src/platforms/platform.ts';
import { next } from '../../../src/platforms/youtube/next.ts';

const KIB = 1024;
const now = new Date('2026-11-22T12:00:00.000Z');
const past = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
const film = {
  id: 'media_1',
  key: 'aa',
  kind: 'VIDEO',
  mimeType: 'video/mp4',
  bytes: 10_000 * KIB,
  width: 720,
  height: 1_280,
  durationMs: 60_000,
  filename: 'film.mp4',
  altText: null,
  url: 'https://postern.test/film.mp4',
} as const;
const segment: SegmentToPublish = {
  id: 'seg_1',
  round: 1,
  position: 0,
  type: 'POST',
  text: 'What gulls do',
  media: [film],
  link: null,
  options: { title: 'Gulls' },
  account: { remoteId: 'UC1', username: 'ada', server: null, webUrl: 'https://www.youtube.com' },
  root: null,
  parent: null,
};

function entry(name: string, facts: Partial<JournalEntry> = {}): JournalEntry {
  const unsaid = { request: {}, result: null, secret: null, startedAt: now, beforeRetry: false } as const;
  return { name, kind: 'prepare', status: 'DONE', ...unsaid, ...facts };
}

const begun = entry('begin_upload', { secret: 'https://www.googleapis.com/upload/…' });
const chunk = (received: number, facts: Partial<JournalEntry> = {}) =>
  entry('send_chunk', { result: { received }, ...facts });
const last = (facts: Partial<JournalEntry> = {}) =>
  entry('send_last_chunk', { kind: 'commit', result: { id: 'dQw4w9WgXcQ' }, ...facts });
const check = (uploadStatus: string, reason: string | null, facts: Partial<JournalEntry> = {}) =>
  entry('check_video', {
    kind: 'check',
    request: { videoId: 'dQw4w9WgXcQ' },
    result: { uploadStatus, reason },
    ...facts,
  });
const callOf = (journal: readonly JournalEntry[], of: Partial<SegmentToPublish> = {}, at = now) =>
  next({ ...segment, ...of }, journal, at);

test('a session is begun with the video as it is to be', () => {
  const video = {
    snippet: { title: 'Gulls', description: 'What gulls do', categoryId: '22' },
    status: { privacyStatus: 'public', selfDeclaredMadeForKids: false },
  };
  const request = { mimeType: 'video/mp4', bytes: 10_240_000, video };
  expect(callOf([])).toEqual({ do: 'call', call: { name: 'begin_upload', kind: 'prepare', request } });
});

test('chunks are multiples of 256 KiB, and the last is the commit, as small as it can be', () => {
  const sent = { key: 'aa', mimeType: 'video/mp4', total: 10_240_000 };
  expect(callOf([begun])).toMatchObject({
    call: { name: 'send_chunk', kind: 'prepare', request: { ...sent, first: 0, last: 8_388_607 } },
  });
  expect(callOf([begun, chunk(8_388_608)])).toMatchObject({
    call: { name: 'send_chunk', request: { ...sent, first: 8_388_608, last: 10_223_615 } },
  });
  const recognised = { plannedAt: now.toISOString(), title: 'Gulls', description: 'What gulls do' };
  expect(callOf([begun, chunk(8_388_608), chunk(10_223_616)])).toEqual({
    do: 'call',
    call: {
      name: 'send_last_chunk',
      kind: 'commit',
      request: { ...sent, first: 10_223_616, last: 10_239_999, ...recognised },
      timeoutMs: 20_000,
    },
  });
});

test.for([
  [1, 0, 0],
  [262_144, 0, 262_143],
  [262_145, 262_144, 262_144],
  [524_288, 262_144, 524_287],
])('of %i bytes the last chunk is %i to %i', ([bytes = 0, first = 0, end]) => {
  const media = [{ ...film, bytes }];
  const before = first === 0 ? [begun] : [begun, chunk(first)];
  expect(callOf(before, { media })).toMatchObject({ call: { kind: 'commit', request: { first, last: end } } });
});

test('a large file goes in a hundred chunks', () => {
  const media = [{ ...film, bytes: 256_000_000_000 }];
  expect(callOf([begun], { media })).toMatchObject({ call: { request: { first: 0, last: 2_560_098_303 } } });
});

test('what the server kept of a chunk is gone on from, to a whole unit', () => {
  expect(callOf([begun, chunk(100_000)])).toMatchObject({
    call: { request: { first: 100_000, last: 8_388_607 } },
  });
});

describe('after a failure', () => {
  test.for(['REFUSED', 'UNKNOWN'] as const)('a chunk that is %s has the session asked what it has', (status) => {
    const journal = [begun, chunk(8_388_608), chunk(0, { status, result: null })];
    const probe = { name: 'probe_session', kind: 'check', request: { total: 10_240_000 } };
    expect(callOf(journal)).toEqual({ do: 'call', call: probe });
    const asked = entry('probe_session', { kind: 'check', result: { verdict: 'absent', received: 524_288 } });
    expect(callOf([...journal, asked])).toMatchObject({ call: { name: 'send_chunk', request: { first: 524_288 } } });
  });

  test('a refused last chunk is sent again with the time of its first planning', () => {
    const planned = { plannedAt: past(-600).toISOString() };
    const journal = [begun, chunk(10_223_616), last({ status: 'REFUSED', result: null, request: planned })];
    expect(callOf(journal)).toMatchObject({
      call: { name: 'send_last_chunk', request: { first: 10_223_616, ...planned } },
    });
  });

  test('a lost last chunk that is absent is gone on from what the session has', () => {
    const absent = entry('probe_session', { kind: 'check', result: { verdict: 'absent', received: 262_144 } });
    const journal = [begun, chunk(10_223_616), last({ status: 'REFUSED', result: null }), absent];
    expect(callOf(journal)).toMatchObject({ call: { name: 'send_chunk', request: { first: 262_144 } } });
  });

  test.for([
    ['a session that is gone', [begun, entry('send_chunk', { result: { gone: true } })]],
    [
      'a session that is asked for in vain',
      [begun, entry('probe_session', { result: { verdict: 'undecided', gone: true } })],
    ],
    ['a session of last week', [{ ...begun, startedAt: past(-6 * 86_400 - 1) }, chunk(8_388_608)]],
    ['a chunk that was refused before a person retried', [begun, chunk(0, { status: 'REFUSED', beforeRetry: true })]],
    ['a session whose answer was lost', [{ ...begun, status: 'UNKNOWN' }]],
  ] as const)('%s is begun afresh', ([, journal]) => {
    expect(callOf(journal)).toMatchObject({ call: { name: 'begin_upload' } });
  });

  test('an upload that went well is gone on with after a person retried', () => {
    const journal = [begun, chunk(8_388_608)].map((one) => ({ ...one, beforeRetry: true }));
    expect(callOf(journal)).toMatchObject({ call: { name: 'send_chunk', request: { first: 8_388_608 } } });
  });

  test('sessions that are forgotten time and again fail it', () => {
    const gone = [begun, entry('send_chunk', { result: { gone: true } })];
    const failed = callOf([...gone, ...gone, ...gone]);
    expect(failed).toMatchObject({ do: 'fail', failure: { kind: 'transient' } });
  });
});

describe('a video that is there', () => {
  const there = [begun, chunk(10_223_616), last()];

  test('is looked at with growing pauses until it is processed', () => {
    expect(callOf(there)).toEqual({ do: 'wait', until: past(2) });
    const look = { name: 'check_video', kind: 'check', request: { videoId: 'dQw4w9WgXcQ' }, optional: true };
    expect(callOf(there, {}, past(2))).toEqual({ do: 'call', call: look });
    const looked = [...there, check('uploaded', null, { startedAt: past(2) })];
    expect(callOf(looked, {}, past(3))).toEqual({ do: 'wait', until: past(6) });
    expect(
      callOf([...looked, check('uploaded', null, { status: 'REFUSED', startedAt: past(6) })], {}, past(7)),
    ).toEqual({
      do: 'wait',
      until: past(14),
    });
  });

  test.for([
    ['POST', 'https://www.youtube.com/watch?v=dQw4w9WgXcQ'],
    ['REEL', 'https://www.youtube.com/shorts/dQw4w9WgXcQ'],
  ] as const)('as a %s is finished at %s', ([type, url]) => {
    const published = { remoteId: 'dQw4w9WgXcQ', url, ref: null };
    expect(callOf([...there, check('processed', null)], { type })).toEqual({ do: 'finish', published });
  });

  test('is finished though YouTube works on it for longer than a quarter of an hour', () => {
    const looked = [...there, check('uploaded', null, { startedAt: past(899) })];
    expect(callOf(looked, {}, past(900))).toMatchObject({ do: 'finish' });
  });

  test.for([
    ['failed', 'codec', 'media_rejected', /codec/],
    ['failed', null, 'media_rejected', /does not say why/],
    ['failed', 'uploadAborted', 'transient', /aborted/],
    ['failed', 'somethingNew', 'media_rejected', /somethingNew/],
    ['rejected', 'length', 'media_rejected', /longer/],
    ['rejected', 'duplicate', 'duplicate', /already/],
    ['rejected', 'copyright', 'policy_blocked', /copyright/],
    ['deleted', null, 'not_found', /deleted/],
  ] as const)('that is %s for %s fails it as %s', ([status, reason, kind, words]) => {
    const failed = callOf([...there, check(status, reason)]);
    expect(failed).toMatchObject({ do: 'fail', failure: { kind, message: expect.stringMatching(words) } });
  });

  test('that failed before a person retried is uploaded afresh, one that is live never', () => {
    const retried = (journal: readonly JournalEntry[]) => journal.map((one) => ({ ...one, beforeRetry: true }));
    expect(callOf(retried([...there, check('failed', 'codec')]))).toMatchObject({ call: { name: 'begin_upload' } });
    expect(callOf(retried([...there, check('uploaded', null)]))).toEqual({ do: 'wait', until: past(2) });
  });

  test('gets its thumbnail and its playlist, each tried twice and no more', () => {
    const options = { title: 'Gulls', thumbnailUrl: 'https://example.com/a.jpg', playlistId: 'PL1' };
    const read = entry('read_thumbnail', { result: { key: 'bb', mimeType: 'image/jpeg' } });
    expect(callOf([], { options })).toMatchObject({
      call: { name: 'read_thumbnail', request: { url: 'https://example.com/a.jpg' } },
    });
    const shown = [read, ...there];
    const videoId = 'dQw4w9WgXcQ';
    const set = { name: 'set_thumbnail', request: { videoId, key: 'bb', mimeType: 'image/jpeg' } };
    expect(callOf(shown, { options })).toMatchObject({ call: { ...set, optional: true } });
    const refused = entry('set_thumbnail', { request: { videoId }, status: 'REFUSED' });
    expect(callOf([...shown, refused], { options })).toMatchObject({ call: set });
    const add = { name: 'add_to_playlist', request: { videoId, playlistId: 'PL1', again: false }, optional: true };
    expect(callOf([...shown, refused, refused], { options })).toMatchObject({ call: add });
    const lost = entry('add_to_playlist', { request: { videoId }, status: 'UNKNOWN' });
    expect(callOf([...shown, refused, refused, lost], { options })).toMatchObject({
      call: { request: { again: true } },
    });
    expect(callOf([...shown, refused, refused, lost, lost], { options })).toEqual({ do: 'wait', until: past(2) });
  });
});

describe('what is refused before anything is sent', () => {
  test('no video', () => {
    const failure = { kind: 'validation', message: 'A post on YouTube is a video, and this has none.' };
    expect(callOf([], { media: [] })).toEqual({ do: 'fail', failure });
  });

  test('a video of more than 15 minutes, where YouTube says that the channel is not verified', () => {
    const media = [{ ...film, durationMs: 900_001 }];
    expect(callOf([], { media })).toEqual({ do: 'call', call: { name: 'check_channel', kind: 'check', request: {} } });
    const said = (longUploads: string, beforeRetry = false) =>
      entry('check_channel', { kind: 'check', result: { longUploads }, beforeRetry });
    for (const word of ['eligible', 'disallowed']) {
      expect(callOf([said(word)], { media })).toMatchObject({
        do: 'fail',
        failure: { kind: 'permission', hint: expect.stringContaining('youtube.com/verify') },
      });
    }
    expect(callOf([said('eligible', true)], { media })).toMatchObject({ call: { name: 'check_channel' } });
    expect(callOf([said('allowed')], { media })).toMatchObject({ call: { name: 'begin_upload' } });
    expect(callOf([said('longUploadsUnspecified')], { media })).toMatchObject({ call: { name: 'begin_upload' } });
  });
});

describe('a comment', () => {
  const on = (remoteId: string | null): Partial<SegmentToPublish> => {
    const root: Published = { remoteId, url: null, ref: null };
    return { position: 1, root, parent: root, media: [], text: 'First' };
  };

  test.for([
    'dQw4w9WgXcQ',
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
    'https://www.youtube.com/watch?t=3&v=dQw4w9WgXcQ&x=1',
    'https://youtube.com/shorts/dQw4w9WgXcQ?feature=share',
    'https://youtu.be/dQw4w9WgXcQ',
  ])('is made on the root, known as %s', (remoteId) => {
    const request = { plannedAt: now.toISOString(), channelId: 'UC1', videoId: 'dQw4w9WgXcQ', text: 'First' };
    const call = { name: 'create_comment', kind: 'commit', request };
    expect(callOf([], on(remoteId))).toEqual({ do: 'call', call });
  });

  test('is finished with an address that shows it', () => {
    const done = entry('create_comment', { kind: 'commit', result: { id: 'UgxABC' } });
    expect(callOf([done], on('dQw4w9WgXcQ'))).toMatchObject({
      published: { remoteId: 'UgxABC', url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ&lc=UgxABC' },
    });
  });

  test('with media is not to be had', () => {
    const facts = { ...on('dQw4w9WgXcQ'), media: [film] };
    expect(callOf([], facts)).toMatchObject({ do: 'fail', failure: { kind: 'unsupported' } });
  });

  test('on a video that nobody knows fails', () => {
    expect(callOf([], on('https://example.com/'))).toMatchObject({ do: 'fail', failure: { kind: 'not_found' } });
  });
});
