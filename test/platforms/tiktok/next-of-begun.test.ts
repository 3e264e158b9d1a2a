import { describe, expect, test } from 'vitest';
import type { FailureKind } from '../../../src/domain/delivery-error.ts';
import type { JournalEntry } from '../../../src/platforms/platform.ts';
import { next } from '../../../src/platforms/tiktok/next.ts';
import { toldLater } from '../../../src/platforms/tiktok/told-later.ts';
import {
  asked,
  begun,
  chunk,
  entry,
  failed,
  film,
  looked,
  minutes,
  now,
  photo,
  photos,
  seconds,
  sent,
  video,
} from './journal.ts';

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
    const ref = { publishId: 'v1', isPublic: true };
    const told = { remoteId: id, url, ref };
    expect(step([...sent, named])).toEqual({ do: 'finish', published: told });
    const page = { remoteId: null, url: 'https://www.tiktok.com/@ada', ref };
    expect(step([...sent, looked(done)])).toEqual({ do: 'finish', published: page });
    const friends = next({ ...video, options: { privacyLevel: 'SELF_ONLY' } }, [...sent, looked(done)], now);
    const unseen = { ...page, ref: { ...ref, isPublic: false } };
    expect(friends).toEqual({ do: 'finish', published: unseen });
    expect([page, told, unseen, { ...page, ref: null }].map(toldLater.isAwaited)).toEqual([true, false, false, false]);
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

  test('keep the time of their first planning', () => {
    const earlier = step([asked()]);
    if (earlier.do !== 'call') throw new Error('nothing is begun');
    const refused = entry('init_photos', earlier.call.request, { status: 'REFUSED' });
    expect(next(photos, [asked(), refused], minutes(30))).toMatchObject({ call: { request: earlier.call.request } });
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
