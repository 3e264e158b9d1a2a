import { describe, expect, test } from 'vitest';
import { next } from '../../../src/platforms/facebook/next.ts';
import type { JournalEntry, SegmentToPublish } from '../../../src/platforms/platform.ts';
import { entry, film, minutes, now, plannedAt, retried, segment, story, video } from './journal.ts';

describe('a video', () => {
  const withFilm = { ...segment, media: [film] };
  const started = entry('start_video', { videoId: '7', sessionId: 's', start: 0, end: 1_000 });
  const chunk = (start: number, end: number, facts: Partial<JournalEntry> = {}) =>
    entry('send_chunk', { start, end }, facts);
  const sent = [started, chunk(1_000, 2_500), chunk(2_500, 2_500)];
  const published = [...sent, video('uploaded'), entry('publish_video', { videoId: '7' })];

  const steps: readonly [string, readonly JournalEntry[], object][] = [
    ['begins', [], { do: 'call', call: { name: 'start_video', request: { fileSize: 2_500 } } }],
    ['sends the part that is wanted', [started], { call: { name: 'send_chunk', request: { start: 0, end: 1_000 } } }],
    ['then the next', sent.slice(0, 2), { call: { name: 'send_chunk', request: { start: 1_000, end: 2_500 } } }],
    [
      'sends again what was lost',
      [started, chunk(0, 0, { status: 'UNKNOWN', result: null })],
      { call: { name: 'send_chunk', request: { start: 0 } } },
    ],
    ['asks whether all is there', sent, { call: { name: 'check_video', kind: 'check', request: { id: '7' } } }],
    ['waits where it is not', [...sent, video('uploading')], { do: 'wait', until: new Date(now.getTime() + 4_000) }],
    [
      'is published',
      [...sent, video('uploaded')],
      { call: { name: 'publish_video', kind: 'commit', request: { plannedAt, videoId: '7', sessionId: 's' } } },
    ],
    ['is waited for', published, { do: 'wait', until: new Date(now.getTime() + 2_000) }],
    ['and longer', [...published, video('processing')], { do: 'wait', until: new Date(now.getTime() + 4_000) }],
    [
      'ends where it appears, at the address that Facebook gives without its host',
      [...published, video('published', { url: '/55/videos/7/' })],
      { do: 'finish', published: { remoteId: '7', url: 'https://fb.test/55/videos/7/', ref: null } },
    ],
    [
      'fails with the reason',
      [...published, video('failed', { reason: 'too long' })],
      { do: 'fail', failure: { kind: 'media_rejected', message: 'Facebook could not process film.mp4: too long' } },
    ],
  ];

  test.for(steps)('%s', ([, journal, expected]) => {
    expect(next(withFilm, journal, now)).toMatchObject(expected);
    expect(next(structuredClone(withFilm), JSON.parse(JSON.stringify(journal), dates) as JournalEntry[], now)).toEqual(
      next(withFilm, journal, now),
    );
  });

  test('is looked at for half an hour, then a person is told; a retry looks on, and publishes nothing again', () => {
    const waiting = [...published, video('processing', {}, { startedAt: minutes(29.95) })];
    expect(next(withFilm, waiting, minutes(30))).toMatchObject({ do: 'fail', failure: { kind: 'transient' } });
    expect(next(withFilm, retried(waiting), minutes(40))).toMatchObject({ call: { name: 'check_video' } });
    const looked = [...retried(waiting), video('processing', {}, { startedAt: minutes(40) })];
    expect(next(withFilm, looked, minutes(41))).toMatchObject({ call: { name: 'check_video' } });
    expect(next(withFilm, looked, minutes(40))).toMatchObject({ do: 'wait' });
  });

  test('is begun afresh after a retry where it had failed for good, and after a day where it was not published', () => {
    const again = { do: 'call', call: { name: 'start_video' } };
    const failed = [...published, video('failed')];
    expect(next(withFilm, retried(failed), now)).toMatchObject(again);
    const refused = [started, chunk(0, 0, { status: 'REFUSED', result: null })];
    expect(next(withFilm, retried(refused), now)).toMatchObject(again);
    expect(next(withFilm, retried(sent), now)).toMatchObject({ call: { name: 'check_video' } });
    expect(next(withFilm, sent, minutes(24 * 60))).toMatchObject(again);
    expect(next(withFilm, published, minutes(24 * 60))).not.toMatchObject(again);
  });
});

describe('a reel', () => {
  const reel: SegmentToPublish = { ...segment, type: 'REEL', media: [film] };
  const started = entry('start_upload', { videoId: '7' }, { request: { edge: 'video_reels' } });
  const broken = entry('send_file', null, { status: 'UNKNOWN' });
  const sent = [started, entry('send_file', null)];

  const steps: readonly [string, readonly JournalEntry[], object][] = [
    ['begins', [], { call: { name: 'start_upload', request: { edge: 'video_reels' } } }],
    ['sends the file', [started], { call: { name: 'send_file', request: { key: 'k1', offset: 0, fileSize: 2_500 } } }],
    ['asks how much of it came', [started, broken], { call: { name: 'check_video' } }],
    [
      'sends the rest',
      [started, broken, video('uploading', { bytes: 900 })],
      { call: { name: 'send_file', request: { offset: 900 } } },
    ],
    [
      'goes on where all of it came',
      [started, broken, video('uploaded')],
      { call: { name: 'publish_reel', kind: 'commit' } },
    ],
    ['is waited for', [...sent, video('uploaded'), entry('publish_reel', { videoId: '7' })], { do: 'wait' }],
    [
      'ends at an address that is built, where Facebook gives none',
      [...sent, video('uploaded'), entry('publish_reel', { videoId: '7' }), video('published')],
      { do: 'finish', published: { remoteId: '7', url: 'https://fb.test/reel/7' } },
    ],
  ];

  test.for(steps)('%s', ([, journal, expected]) => {
    expect(next(reel, journal, now)).toMatchObject(expected);
  });

  test('says what was chosen for it', () => {
    const options = { title: 'A reel', placeId: '9', targetCountries: ['NO'], targetMinimumAge: 13 };
    const said = {
      description: 'Hello',
      title: 'A reel',
      place: '9',
      targeting: { geo_locations: { countries: ['NO'] }, age_min: 13 },
    };
    const request = { plannedAt, videoId: '7', sessionId: null, video: said };
    expect(next({ ...reel, options }, [...sent, video('uploaded')], now)).toMatchObject({ call: { request } });
  });
});

describe('a story of a video', () => {
  test('ends with its commit, for its state cannot be read', () => {
    const started = entry('start_upload', { videoId: '7' }, { request: { edge: 'video_stories' } });
    const sent = [started, entry('send_file', null), video('uploaded')];
    expect(next(story(film), [], now)).toMatchObject({ call: { request: { edge: 'video_stories' } } });
    expect(next(story(film), sent, now)).toMatchObject({
      call: { name: 'publish_video_story', request: { video: {} } },
    });
    const done = [...sent, entry('publish_video_story', { postId: '8', url: null })];
    const published = { remoteId: '8', url: 'https://fb.test/stories/8', ref: { story: 'video', videoId: '7' } };
    expect(next(story(film), done, now)).toEqual({ do: 'finish', published });
  });
});

function dates(key: string, value: unknown): unknown {
  return key === 'startedAt' ? new Date(value as string) : value;
}
