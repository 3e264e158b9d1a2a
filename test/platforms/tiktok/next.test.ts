import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.ts';
import type { JournalEntry } from '../../../src/platforms/platform.ts';
import { next } from '../../../src/platforms/tiktok/next.ts';
import { asked, begun, chunk, failed, film, looked, MB, minutes, now, seconds, sent, size, video } from './journal.ts';

describe('what the account allows', () => {
  test.for([
    ['is asked first', []],
    ['is asked again after an hour', [asked({}, { startedAt: minutes(-60) })]],
    ['is asked again after a person retried', [asked({}, { beforeRetry: true })]],
  ] as const)('%s', ([, journal]) => {
    expect(next(video, journal, now)).toEqual({
      do: 'call',
      call: { name: 'check_creator', kind: 'check', request: {} },
    });
  });

  test.for([
    [
      'a level that is not offered',
      { privacyLevel: 'FOLLOWER_OF_CREATOR' },
      {},
      'validation',
      /PUBLIC_TO_EVERYONE, MUTUAL/,
    ],
    ['a video that is too long', {}, { max_video_post_duration_sec: 59 }, 'media_rejected', /film\.mp4 .* 59 seconds/],
  ] as const)('refuses %s before anything is begun', ([, options, more, kind, message]) => {
    const segment = { ...video, options: { ...video.options, ...options } };
    const failure = { kind, message: expect.stringMatching(message), hint: expect.stringMatching(/\.$/) };
    expect(next(segment, [asked(more)], now)).toEqual({ do: 'fail', failure });
  });

  test('turns off what the account has off, and what the author does not want', () => {
    const closed = { comment_disabled: true, duet_disabled: true, stitch_disabled: true };
    const off = { disable_comment: true, disable_duet: true, disable_stitch: true };
    const post = (journal: JournalEntry[], options: JsonObject = {}) =>
      next({ ...video, options: { ...video.options, ...options } }, journal, now);
    expect(post([asked(closed)])).toMatchObject({ call: { request: { body: { post_info: off } } } });
    const chosen = { disableComment: true, disableDuet: true, disableStitch: true };
    expect(post([asked()], chosen)).toMatchObject({ call: { request: { body: { post_info: off } } } });
    const on = { disable_comment: false, disable_duet: false, disable_stitch: false };
    expect(post([asked()])).toMatchObject({ call: { request: { body: { post_info: on } } } });
  });
});

describe('a video', () => {
  const step = (journal: readonly JournalEntry[], at = now) => next(video, journal, at);
  const unanswered = { status: 'UNKNOWN', result: null } as const;
  const refused = { status: 'REFUSED', result: null } as const;
  const lacking = looked({ status: 'PROCESSING_UPLOAD', uploaded_bytes: 2 * size });

  test('is begun with all that was chosen', () => {
    const options = {
      privacyLevel: 'MUTUAL_FOLLOW_FRIENDS',
      paidPartnership: true,
      ownBusiness: true,
      aiGenerated: true,
      coverTimestampMs: 1_500,
    };
    const post_info = {
      title: 'Hello #gulls',
      privacy_level: 'MUTUAL_FOLLOW_FRIENDS',
      disable_comment: false,
      disable_duet: false,
      disable_stitch: false,
      brand_content_toggle: true,
      brand_organic_toggle: true,
      is_aigc: true,
      video_cover_timestamp_ms: 1_500,
    };
    const source_info = { source: 'FILE_UPLOAD', video_size: 16 * MB + 5, chunk_size: size, total_chunk_count: 3 };
    expect(next({ ...video, options }, [asked()], now)).toEqual({
      do: 'call',
      call: { name: 'init_video', kind: 'prepare', request: { body: { post_info, source_info } } },
    });
  });

  test.for([
    ['sends the first chunk', sent.slice(0, 2), 'upload_chunk', { first: 0, last: size - 1 }],
    ['sends the second', sent.slice(0, 3), 'upload_chunk', { first: size, last: 2 * size - 1 }],
    ['commits with the last', sent.slice(0, 4), 'upload_last_chunk', { first: 2 * size, last: film.bytes - 1 }],
    [
      'asks what arrived of a chunk whose answer was lost',
      [...sent.slice(0, 2), chunk(0, unanswered)],
      'check_status',
      {},
    ],
    [
      'sends it again where it did not arrive',
      [...sent.slice(0, 2), chunk(0, unanswered), looked({ status: 'PROCESSING_UPLOAD', uploaded_bytes: 0 })],
      'upload_chunk',
      { first: 0 },
    ],
    [
      'goes on where it did',
      [...sent.slice(0, 2), chunk(0, unanswered), looked({ status: 'PROCESSING_UPLOAD', uploaded_bytes: size })],
      'upload_chunk',
      { first: size },
    ],
    [
      'sends a chunk again that was refused once',
      [...sent.slice(0, 2), chunk(0, refused)],
      'upload_chunk',
      { first: 0 },
    ],
    [
      'sends the last chunk again that was refused once',
      [...sent.slice(0, 4), chunk(2, refused)],
      'upload_last_chunk',
      {},
    ],
    [
      'sends it again though TikTok was seen at work before',
      [...sent.slice(0, 4), looked({ status: 'PROCESSING_UPLOAD' }), chunk(2, refused)],
      'upload_last_chunk',
      {},
    ],
    [
      'asks about it where it was refused twice',
      [...sent.slice(0, 4), chunk(2, refused), chunk(2, refused)],
      'check_status',
      { publishId: 'v1' },
    ],
    [
      'begins afresh where it did not arrive',
      [...sent.slice(0, 4), chunk(2, refused), chunk(2, refused), lacking],
      'init_video',
      {},
    ],
    [
      'asks before it begins afresh when the hour is over',
      [asked(), begun({ startedAt: minutes(-56) }), chunk(0), chunk(1), chunk(2, refused)],
      'check_status',
      { publishId: 'v1' },
    ],
    [
      'begins afresh where TikTok would not say, and a person retried',
      [begun(), chunk(2, { ...refused, beforeRetry: true }), looked({}, { ...refused, beforeRetry: true }), asked()],
      'init_video',
      {},
    ],
    [
      'begins afresh where it was refused before a person retried',
      [begun({ beforeRetry: true }), chunk(0, { ...refused, beforeRetry: true }), asked()],
      'init_video',
      {},
    ],
    [
      'goes on after a person retried what failed for another reason',
      [begun({ beforeRetry: true }), asked()],
      'upload_chunk',
      {},
    ],
    ['begins afresh where the address is over', [begun({ startedAt: minutes(-55) }), asked()], 'init_video', {}],
    ['begins afresh after TikTok’s own fault', [...sent, failed('internal')], 'init_video', {}],
    [
      'begins afresh where the failed one is retried',
      [...sent, failed('spam_risk', { beforeRetry: true })],
      'init_video',
      {},
    ],
  ] as const)('%s', ([, journal, name, request]) => {
    expect(step(journal)).toMatchObject({ do: 'call', call: { name, request } });
  });

  test.for([
    { status: 'PROCESSING_UPLOAD', uploaded_bytes: film.bytes },
    { status: 'PROCESSING_UPLOAD' },
    { status: 'PROCESSING_DOWNLOAD' },
  ])('is waited for, and not sent twice, where its last chunk was refused and TikTok says %j', (seen) => {
    const arrived = [...sent.slice(0, 4), chunk(2, refused), chunk(2, refused), looked(seen)];
    expect(step(arrived)).toEqual({ do: 'wait', until: seconds(4) });
    const done = looked({ status: 'PUBLISH_COMPLETE' }, { startedAt: seconds(4) });
    expect(step([...arrived, done])).toMatchObject({ do: 'finish', published: { ref: { publishId: 'v1' } } });
  });

  test('is given up where it cannot be sent within the hour, again and again', () => {
    const tries = Array.from({ length: 5 }, () => begun({ startedAt: minutes(-56) }));
    expect(step([...tries, asked()])).toMatchObject({ do: 'fail', failure: { kind: 'transient' } });
    const retried = tries.map((one) => ({ ...one, beforeRetry: true }));
    expect(step([...retried, asked()])).toMatchObject({ call: { name: 'init_video' } });
  });

  test('gives its last chunk the time that its bytes take', () => {
    expect(step(sent.slice(0, 4))).toMatchObject({
      call: { kind: 'commit', timeoutMs: 60_000 + Math.ceil((size + 2) / 250) },
    });
  });
});

test('nothing to publish is said', () => {
  expect(next({ ...video, media: [] }, [asked()], now)).toMatchObject({ do: 'fail', failure: { kind: 'validation' } });
});
