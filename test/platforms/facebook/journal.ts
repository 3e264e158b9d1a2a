import type { JournalEntry, MediumToPublish, SegmentToPublish } from '../../../src/platforms/platform.ts';

export const now = new Date('2026-11-22T12:00:00.000Z');
export const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
const account = { remoteId: '55', username: 'ada', server: null, webUrl: 'https://fb.test' };
export const segment: SegmentToPublish = {
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
export const photo: MediumToPublish = {
  id: 'media_1',
  key: 'k1',
  kind: 'IMAGE',
  mimeType: 'image/jpeg',
  bytes: 1_000_000,
  width: 10,
  height: 10,
  durationMs: null,
  filename: 'a.jpg',
  altText: 'A cat',
  url: 'https://example.com/a.jpg',
};
export const film: MediumToPublish = {
  ...photo,
  kind: 'VIDEO',
  mimeType: 'video/mp4',
  filename: 'film.mp4',
  bytes: 2_500,
};
export const plannedAt = now.toISOString();

export function entry(name: string, result: JournalEntry['result'], facts: Partial<JournalEntry> = {}): JournalEntry {
  const kind = name.startsWith('create') || name.startsWith('publish') ? 'commit' : 'prepare';
  const rest = { kind, status: 'DONE', request: {}, secret: null, startedAt: now, beforeRetry: false } as const;
  return { name, result, ...rest, ...facts };
}

export const uploaded = (medium: number, id: string, facts: Partial<JournalEntry> = {}) => {
  const { key, mimeType, filename, altText } = photo;
  return entry('upload_photo', { id }, { request: { medium, key, mimeType, filename, altText }, ...facts });
};
export const video = (state: string, more: object = {}, facts: Partial<JournalEntry> = {}) =>
  entry('check_video', { state, bytes: 0, reason: null, url: null, ...more }, { kind: 'check', ...facts });
export const retried = (journal: readonly JournalEntry[]) => journal.map((one) => ({ ...one, beforeRetry: true }));

export const story = (medium: MediumToPublish): SegmentToPublish => ({ ...segment, type: 'STORY', media: [medium] });
