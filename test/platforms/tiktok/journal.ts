import type { Json, JsonObject } from '../../../src/domain/json.ts';
import type { JournalEntry, MediumToPublish, SegmentToPublish } from '../../../src/platforms/platform.ts';

export const MB = 1024 * 1024;
export const now = new Date('2026-11-22T12:00:00.000Z');
const account = { remoteId: 'o-1', username: 'ada', server: null, webUrl: 'https://www.tiktok.com' };
export const film: MediumToPublish = {
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
export const photo: MediumToPublish = {
  ...film,
  key: 'photo',
  kind: 'IMAGE',
  mimeType: 'image/jpeg',
  durationMs: null,
  url: 'https://postern.test/photo.jpg',
};
export const video: SegmentToPublish = {
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
export const photos: SegmentToPublish = { ...video, type: 'POST', media: [photo, photo] };

export const seconds = (from: number): Date => new Date(now.getTime() + from * 1000);
export const minutes = (from: number): Date => seconds(from * 60);

/** What the journal has of a call. */
export function entry(name: string, request: JsonObject, facts: Partial<JournalEntry> = {}): JournalEntry {
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
export const asked = (more: JsonObject = {}, facts: Partial<JournalEntry> = {}) =>
  entry('check_creator', {}, { result: { ...(offers as JsonObject), ...more }, ...facts });
export const begun = (facts: Partial<JournalEntry> = {}, publishId = 'v1') =>
  entry('init_video', {}, { result: { publishId }, ...facts });

export const size = Math.floor((16 * MB + 5) / 3);
export const chunk = (index: number, facts: Partial<JournalEntry> = {}, publishId = 'v1') => {
  const last = index === 2 ? film.bytes - 1 : (index + 1) * size - 1;
  const range = { first: index * size, last, total: film.bytes };
  const name = index === 2 ? 'upload_last_chunk' : 'upload_chunk';
  const result = index === 2 ? { publishId } : null;
  return entry(name, { publishId, key: 'film', mimeType: 'video/mp4', ...range }, { result, ...facts });
};
export const looked = (result: JsonObject, facts: Partial<JournalEntry> = {}, publishId = 'v1') =>
  entry('check_status', { publishId }, { result: { publicaly_available_post_id: [], ...result }, ...facts });
export const failed = (fail_reason: string, facts: Partial<JournalEntry> = {}, publishId = 'v1') =>
  looked({ status: 'FAILED', fail_reason }, facts, publishId);
export const sent = [asked(), begun(), chunk(0), chunk(1), chunk(2)];
