import { describe, expect, test } from 'vitest';
import type { FailureKind } from '../../../src/domain/delivery-error.ts';
import type { Json, JsonObject } from '../../../src/domain/json.ts';
import type { JournalEntry, MediumToPublish, SegmentToPublish } from '../../../src/platforms/platform.ts';
import { next } from '../../../src/platforms/tiktok/next.ts';

const MB = 1024 * 1024;
const now = new Date('2026-11-22T12:00:00.000Z');
const account = { remoteId: 'o-1', username: 'ada', server: null, webUrl: 'https://www.tiktok.com' };
const film: MediumToPublish = {
  id: 'media_1',
  key: 'film',
  kind: 'VIDEO',
  mimeType: 'video/mp4',
  bytes: 16 * MB + 5,
  width: 720,
  height: 1280,
  durationMs: 60_000,
  filename: 'film.mp4',
  altText: null,
  url: 'https://postern.test/film.mp4',
};
const photo: MediumToPublish = {
  ...film,
  key: 'photo',
  kind: 'IMAGE',
  mimeType: 'image/jpeg',
  durationMs: null,
  url: 'https://postern.test/photo.jpg',
};
const video: SegmentToPublish = {
  id: 'seg_1',
  round: 1,
  position: 0,
  type: 'REEL',
  text: 'Hello #gulls',
  media: [film],
  link: null,
  options: { privacyLevel: 'PUBLIC_TO_EVERYONE' },
  account,
  root: null,
  parent: null,
};
const photos: SegmentToPublish = { ...video, type: 'POST', media: [photo, photo] };

const seconds = (from: number): Date => new Date(now.getTime() + from * 1000);
const minutes = (from: number): Date => seconds(from * 60);

function entry(name: string, request: JsonObject, facts: Partial<JournalEntry> = {}): JournalEntry {
  const kind = name.startsWith('check') ? 'check' : /last|photos/.test(name) ? 'commit' : 'prepare';
  return {
    name,
    kind,
    status: 'DONE',
    request,
    result: null,
    secret: null,
    startedAt: now,
    beforeRetry: false,
    ...facts,
  };
}

const offers: Json = {
  privacy_level_options: ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
  comment_disabled: false,
  duet_disabled: false,
  stitch_disabled: false,
  max_video_post_duration_sec: 600,
};
const asked = (more: JsonObject = {}, facts: Partial<JournalEntry> = {}) =>
  entry('check_creator', {}, { result: { ...(offers as JsonObject), ...more }, ...facts });
const begun = (facts: Partial<JournalEntry> = {}, publishId = 'v1') =>
  entry('init_video', {}, { result: { publishId }, ...facts });

const size = Math.floor((16 * MB + 5) / 3);
const chunk = (index: number, facts: Partial<JournalEntry> = {}, publishId = 'v1') => {
  const last = index === 2 ? film.bytes - 1 : (index + 1) * size - 1;
  const range = { first: index * size, last, total: film.bytes };
  const name = index === 2 ? 'upload_last_chunk' : 'upload_chunk';
  const result = index === 2 ? { publishId } : null;
  return entry(name, { publishId, key: 'film', mimeType: 'video/mp4', ...range }, { result, ...facts });
};
const looked = (result: JsonObject, facts: Partial<JournalEntry> = {}, publishId = 'v1') =>
  entry('check_status', { publishId }, { result: { publicaly_available_post_id: [], ...result }, ...facts });
const failed = (fail_reason: string, facts: Partial<JournalEntry> = {}, publishId = 'v1') =>
  looked({ status: 'FAILED', fail_reason }, facts, publishId);
const sent = [asked(), begun(), chunk(0), chunk(1), chunk(2)];

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
      'begins afresh where it was refused twice',
      [...sent.slice(0, 4), chunk(2, refused), chunk(2, refused)],
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

describe('what TikTok works on', () => {
  const step = (journal: readonly JournalEntry[], at = now) => next(video, journal, at);
  const working = { status: 'PROCESSING_UPLOAD', uploaded_bytes: film.bytes };

  test.for([
    ['at first after two seconds', sent, 2],
    ['then after four', [...sent, looked(working, { startedAt: seconds(2) })], 6],
    [
      'then after eight',
      [...sent, looked(working, { startedAt: seconds(2) }), looked(working, { startedAt: seconds(6) })],
      14,
    ],
  ] as const)('is asked about, %s', ([, journal, at]) => {
    expect(step(journal, seconds(at - 1))).toEqual({ do: 'wait', until: seconds(at) });
    const request = { publishId: 'v1' };
    expect(step(journal, seconds(at))).toEqual({ do: 'call', call: { name: 'check_status', kind: 'check', request } });
  });

  test('is given up after 90 minutes, and asked about anew when a person retries', () => {
    const late = looked(working, { startedAt: minutes(90) });
    expect(step([...sent, late], minutes(91))).toMatchObject({ do: 'fail', failure: { kind: 'transient' } });
    const retried = [...sent, late].map((one) => ({ ...one, beforeRetry: true }));
    expect(step(retried, minutes(200))).toMatchObject({ call: { name: 'check_status' } });
    expect(step([...retried, looked(working, { startedAt: minutes(200) })], minutes(200))).toMatchObject({
      do: 'wait',
    });
  });

  test('is published with its id, where it is told, else with the page of the account', () => {
    const done = { status: 'PUBLISH_COMPLETE' };
    const id = '7123456789012345678';
    const named = looked({ ...done, publicaly_available_post_id: [id] });
    const url = `https://www.tiktok.com/@ada/video/${id}`;
    expect(step([...sent, named])).toEqual({
      do: 'finish',
      published: { remoteId: id, url, ref: { publishId: 'v1' } },
    });
    const page = { remoteId: null, url: 'https://www.tiktok.com/@ada', ref: { publishId: 'v1' } };
    expect(step([...sent, looked(done)])).toEqual({ do: 'finish', published: page });
  });

  test.for([
    ['file_format_check_failed', 'media_rejected'],
    ['duration_check_failed', 'media_rejected'],
    ['frame_rate_check_failed', 'media_rejected'],
    ['picture_size_check_failed', 'media_rejected'],
    ['publish_cancelled', 'validation'],
    ['spam_risk_too_many_posts', 'policy_blocked'],
    ['spam_risk_text', 'policy_blocked'],
    ['something_new', 'validation'],
  ] satisfies [string, FailureKind][])('fails for %s as %s', ([reason, kind]) => {
    expect(step([...sent, failed(reason)])).toMatchObject({ do: 'fail', failure: { kind } });
  });

  test.for([
    ['internal', 'transient'],
    ['video_pull_failed', 'media_fetch_failed'],
    ['photo_pull_failed', 'media_fetch_failed'],
    ['auth_removed', 'auth_revoked'],
  ] satisfies [string, FailureKind][])('fails for %s as %s after it was tried three times', ([reason, kind]) => {
    const tried = ['v1', 'v2', 'v3'].flatMap((id) => [begun({}, id), chunk(2, {}, id), failed(reason, {}, id)]);
    expect(step([asked(), ...tried])).toMatchObject({ do: 'fail', failure: { kind } });
    expect(step([asked(), ...tried.slice(0, 6)])).toMatchObject({ call: { name: 'init_video' } });
  });
});

describe('photos', () => {
  const step = (journal: readonly JournalEntry[], segment = photos) => next(segment, journal, now);

  test('are begun with all that was chosen, which publishes them', () => {
    const chosen = { photoTitle: 'Gulls', photoCoverIndex: 1, autoAddMusic: true, disableComment: true };
    const post_info = {
      title: 'Gulls',
      description: 'Hello #gulls',
      privacy_level: 'PUBLIC_TO_EVERYONE',
      disable_comment: true,
      brand_content_toggle: false,
      brand_organic_toggle: false,
      auto_add_music: true,
    };
    const source_info = { source: 'PULL_FROM_URL', photo_images: [photo.url, photo.url], photo_cover_index: 1 };
    const body = { media_type: 'PHOTO', post_mode: 'DIRECT_POST', post_info, source_info };
    const call = { name: 'init_photos', kind: 'commit', request: { plannedAt: now.toISOString(), body } };
    expect(step([asked()], { ...photos, options: { ...photos.options, ...chosen } })).toEqual({ do: 'call', call });
  });

  test('keep the time of their first planning, and fail for a cover that is not among them', () => {
    const earlier = step([asked()]);
    if (earlier.do !== 'call') throw new Error('nothing is begun');
    const refused = entry('init_photos', earlier.call.request, { status: 'REFUSED' });
    expect(next(photos, [asked(), refused], minutes(30))).toMatchObject({ call: { request: earlier.call.request } });
    const covered = { ...photos, options: { ...photos.options, photoCoverIndex: 2 } };
    expect(step([asked()], covered)).toMatchObject({ do: 'fail', failure: { kind: 'validation' } });
  });

  test('that were found after their answer was lost are published', () => {
    const url = 'https://www.tiktok.com/@ada/photo/7';
    const found = entry('init_photos', {}, { result: { postId: '7', url } });
    expect(step([asked(), found])).toEqual({ do: 'finish', published: { remoteId: '7', url, ref: null } });
  });

  test('are fetched by TikTok while it is asked', () => {
    const sentPhotos = [asked(), entry('init_photos', {}, { result: { publishId: 'p1' } })];
    expect(step(sentPhotos)).toMatchObject({ do: 'wait' });
    expect(next(photos, [...sentPhotos, failed('photo_pull_failed', {}, 'p1')], now)).toMatchObject({
      call: { name: 'init_photos' },
    });
  });
});

test('nothing to publish is said', () => {
  expect(next({ ...video, media: [] }, [asked()], now)).toMatchObject({ do: 'fail', failure: { kind: 'validation' } });
});
