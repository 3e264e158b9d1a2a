import { describe, expect, test } from 'vitest';
import type { JournalEntry, MediumToPublish, Next, SegmentToPublish } from '../../../src/platforms/platform.ts';
import { next } from '../../../src/platforms/snapchat/next.ts';

const MIB = 1024 * 1024;
const PART = 5 * MIB;
const now = new Date('2026-11-22T12:00:00.000Z');
const seconds = (from: number): Date => new Date(now.getTime() + from * 1000);

const video: MediumToPublish = {
  id: 'media_1',
  key: 'film',
  kind: 'VIDEO',
  mimeType: 'video/mp4',
  bytes: 2 * PART + 5,
  width: 1080,
  height: 1920,
  durationMs: 10_000,
  filename: 'film.mp4',
  altText: null,
  url: 'https://files.test/film.mp4',
};
const image: MediumToPublish = { ...video, key: 'photo', kind: 'IMAGE', mimeType: 'image/jpeg', filename: 'photo.jpg' };
const spotlight: SegmentToPublish = {
  id: 'seg_1',
  round: 1,
  position: 0,
  type: 'POST',
  text: 'Hello #there',
  media: [video],
  link: null,
  options: {},
  account: { remoteId: 'profile', username: 'ada', server: null, webUrl: 'https://www.snapchat.com' },
  root: null,
  parent: null,
};
const story: SegmentToPublish = { ...spotlight, type: 'STORY', text: '', media: [image] };

function entry(name: string, facts: Partial<JournalEntry> = {}): JournalEntry {
  const unsaid = { request: {}, result: null, secret: null, startedAt: now, beforeRetry: false } as const;
  return { name, kind: name.startsWith('post_') ? 'commit' : 'prepare', status: 'DONE', ...unsaid, ...facts };
}

const created = (mediaId = 'm1', facts: Partial<JournalEntry> = {}): JournalEntry =>
  entry('create_media', { request: { file: 'film', type: 'VIDEO', name: 'film.mp4' }, result: { mediaId }, ...facts });

/** A part that was sent, or another fate of it. */
const part = (number: number, facts: Partial<JournalEntry> = {}): JournalEntry =>
  entry('add_part', { request: { mediaId: 'm1', number }, result: { lastBlock: `${number}AAA` }, ...facts });

const finalized = entry('finalize_media', { request: { mediaId: 'm1' } });
const uploaded = [created(), part(1), part(2), part(3), finalized];
const postRequest = {
  plannedAt: seconds(4).toISOString(),
  mediaId: 'm1',
  body: { media_id: 'm1', description: 'Hello #there', locale: 'en_US' },
};
const post = (facts: Partial<JournalEntry> = {}): JournalEntry =>
  entry('post_spotlight', { request: postRequest, startedAt: seconds(4), ...facts });
const posted = post({ result: { id: 'W7_1' } });
const check = (status: string | null, facts: Partial<JournalEntry> = {}): JournalEntry =>
  entry('check_spotlight', { kind: 'check', request: { id: 'W7_1' }, result: { status }, ...facts });

const called = (name: string, request: object): object => ({ do: 'call', call: { name, request } });
const begun = called('create_media', { file: 'film', type: 'VIDEO', name: 'film.mp4' });
const at = (journal: readonly JournalEntry[], when = now, segment = spotlight): Next => next(segment, journal, when);

describe('an upload', () => {
  const range = (number: number, [first, last]: readonly [number, number], chainedTo: string | null) =>
    called('add_part', { mediaId: 'm1', number, file: 'film', first, last, isLast: number === 3, chainedTo });

  test.for([
    ['begins with a container', [], begun],
    ['goes on with the first part', [created()], range(1, [0, PART - 1], null)],
    ['chains the second to it', [created(), part(1)], range(2, [PART, 2 * PART - 1], '1AAA')],
    ['ends with what is over', [created(), part(1), part(2)], range(3, [2 * PART, 2 * PART + 4], '2AAA')],
    [
      'is finalized, and given time to answer',
      [created(), part(1), part(2), part(3)],
      { do: 'call', call: { name: 'finalize_media', request: { mediaId: 'm1' }, timeoutMs: 180_000 } },
    ],
  ] as const)('%s', ([, journal, expected]) => {
    expect(at(journal)).toMatchObject(expected);
  });

  test('of a file that fills its parts has no empty one', () => {
    const full = { ...spotlight, media: [{ ...video, bytes: PART }] };
    expect(at([created()], now, full)).toMatchObject({
      call: { request: { number: 1, last: PART - 1, isLast: true } },
    });
    expect(at([created(), part(1)], now, full)).toMatchObject({ call: { name: 'finalize_media' } });
  });

  test('has at most 35 parts, each of whole blocks', () => {
    const large = { ...spotlight, media: [{ ...video, bytes: 500_000_001 }] };
    const journal = [created()];
    while (at(journal, now, large).do === 'call' && journal.length < 40) {
      const { call } = at(journal, now, large) as Extract<Next, { do: 'call' }>;
      if (call.name !== 'add_part') break;
      expect(Number(call.request.first) % 16).toBe(0);
      journal.push(part(journal.length, { request: call.request }));
    }
    expect(journal).toHaveLength(1 + 35);
    expect(journal.at(-1)?.request).toMatchObject({ number: 35, last: 500_000_000, isLast: true });
  });

  test.for([
    ['whose part’s answer was lost', [created(), part(1, { status: 'UNKNOWN' })]],
    ['whose part was refused', [created(), part(1), part(2, { status: 'REFUSED' })]],
    ['whose end was lost', [...uploaded.slice(0, 4), { ...finalized, status: 'UNKNOWN' as const }]],
    ['of twenty hours ago', uploaded.map((one) => ({ ...one, startedAt: seconds(-20 * 3_600) }))],
    ['of another file', [created('m1', { request: { file: 'old', type: 'VIDEO', name: 'a' } })]],
    ['that could not be posted before a person retried', [...uploaded, post({ status: 'REFUSED', beforeRetry: true })]],
  ] as const)('%s is begun afresh', ([, journal]) => {
    expect(at(journal, seconds(60))).toMatchObject(begun);
  });

  test('goes on with the last that was begun', () => {
    const journal = [created(), part(1, { status: 'UNKNOWN' }), created('m2')];
    expect(at(journal)).toMatchObject({ call: { name: 'add_part', request: { mediaId: 'm2', number: 1 } } });
  });

  test('needs a file', () => {
    expect(at([], now, { ...spotlight, media: [] })).toMatchObject({ do: 'fail', failure: { kind: 'validation' } });
  });
});

describe('a post', () => {
  const refused = (from: number) => post({ status: 'REFUSED', startedAt: seconds(from) });

  test('waits four seconds for the file, and longer after each refusal', () => {
    expect(at(uploaded)).toEqual({ do: 'wait', until: seconds(4) });
    expect(at(uploaded, seconds(4))).toMatchObject(called('post_spotlight', postRequest));
    expect(at([...uploaded, refused(4)], seconds(5))).toEqual({ do: 'wait', until: seconds(12) });
    expect(at([...uploaded, refused(4), refused(12)], seconds(13))).toEqual({ do: 'wait', until: seconds(28) });
  });

  test('keeps the time of its first planning, and is the same', () => {
    expect(at([...uploaded, refused(4)], seconds(12))).toMatchObject(called('post_spotlight', postRequest));
  });

  test('is given up after an hour', () => {
    const journal = [...uploaded, refused(4), refused(3_590)];
    expect(at(journal, seconds(3_600))).toMatchObject({ do: 'fail', failure: { kind: 'transient' } });
  });

  const ready = [
    created('m1', { request: { file: 'photo', type: 'IMAGE', name: 'photo.jpg' } }),
    part(1),
    part(2),
    part(3),
    finalized,
  ];
  const saved = { saved_stories: [{ title: 'Trips', snap_sources: [{ media_id: 'm1' }] }] };
  test.for([
    ['a video', spotlight, {}, 'post_spotlight', postRequest.body],
    ['a video without words', { ...spotlight, text: '' }, {}, 'post_spotlight', { media_id: 'm1', locale: 'en_US' }],
    [
      'a video',
      spotlight,
      { locale: 'nb_NO', skipSaveToProfile: true, savedStoryTitle: 'x' },
      'post_spotlight',
      { ...postRequest.body, locale: 'nb_NO', skip_save_to_profile: true },
    ],
    ['a story', story, { locale: 'nb_NO', skipSaveToProfile: true }, 'post_story', { media_id: 'm1' }],
    ['a story', story, { savedStoryTitle: 'Trips' }, 'post_saved_story', saved],
  ] as const)('of %s, %#, goes where it belongs', ([, segment, options, name, body]) => {
    const journal = segment.type === 'STORY' ? ready : uploaded;
    expect(at(journal, seconds(4), { ...segment, options })).toMatchObject({
      do: 'call',
      call: { name, kind: 'commit', request: { body }, timeoutMs: 180_000 },
    });
  });
});

describe('what is posted', () => {
  const url = 'https://www.snapchat.com/spotlight/W7_1';
  const finished = { do: 'finish', published: { remoteId: 'W7_1', url, ref: null } };

  test('is looked at until it is live', () => {
    expect(at([...uploaded, posted], seconds(5))).toEqual({ do: 'wait', until: seconds(6) });
    expect(at([...uploaded, posted], seconds(6))).toMatchObject({
      call: { name: 'check_spotlight', kind: 'check', request: { id: 'W7_1' }, optional: true },
    });
    const submitted = check('SUBMITTED', { startedAt: seconds(6) });
    expect(at([...uploaded, posted, submitted], seconds(6))).toEqual({ do: 'wait', until: seconds(10) });
    expect(at([...uploaded, posted, submitted, check('LIVE')], seconds(10))).toEqual(finished);
  });

  test('is done with where the review takes long, or cannot be read', () => {
    const late = check(null, { startedAt: seconds(601) });
    expect(at([...uploaded, posted, late], seconds(602))).toEqual(finished);
    expect(at([...uploaded, posted, check(null, { status: 'REFUSED' })], seconds(7))).toEqual(finished);
  });

  test('fails where it is rejected, and is not posted again', () => {
    const journal = [...uploaded, posted, check('REJECTED')].map((one) => ({ ...one, beforeRetry: true }));
    expect(at(journal, seconds(7))).toMatchObject({ do: 'fail', failure: { kind: 'policy_blocked' } });
  });

  test('has the address of the profile where it has no id', () => {
    const published = { remoteId: null, url: 'https://www.snapchat.com/add/ada', ref: null };
    const unnamed = { result: { id: null } };
    expect(at([entry('post_story', unnamed)], now, story)).toEqual({ do: 'finish', published });
    expect(at([entry('post_spotlight', unnamed)])).toEqual({ do: 'finish', published });
  });
});
