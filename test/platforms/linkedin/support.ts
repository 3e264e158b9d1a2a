import type { JsonObject } from '../../../src/domain/json.ts';
import { next } from '../../../src/platforms/linkedin/next.ts';
import type { JournalEntry, MediumToPublish, Next, SegmentToPublish } from '../../../src/platforms/platform.ts';

export const now = new Date('2026-11-22T12:00:00.000Z');
export const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000);

export const author = 'urn:li:person:ada';

export const segment: SegmentToPublish = {
  id: 'seg_1',
  round: 1,
  position: 0,
  type: 'POST',
  text: 'Hello',
  media: [],
  link: null,
  options: {},
  account: { remoteId: author, username: 'Ada', server: null, webUrl: 'https://www.linkedin.com' },
  root: null,
  parent: null,
};

export function medium(facts: Partial<MediumToPublish> = {}): MediumToPublish {
  const key = facts.key ?? 'key-1';
  const known = { id: 'media_1', key, kind: 'IMAGE', mimeType: 'image/jpeg', bytes: 9, filename: 'a.jpg' } as const;
  return { ...known, width: 3, height: 2, durationMs: null, altText: null, url: 'https://p.test/a.jpg', ...facts };
}

export function entry(name: string, facts: Partial<JournalEntry>): JournalEntry {
  const kind = name.startsWith('create') ? 'commit' : name.startsWith('check') ? 'check' : 'prepare';
  const rest = { request: {}, result: null, secret: null, startedAt: now, beforeRetry: false };
  return { name, kind, status: 'DONE', ...rest, ...facts };
}

/** The call that comes next. */
export function callOf(of: SegmentToPublish, journal: readonly JournalEntry[] = [], at = now) {
  const step: Next = next(of, journal, at);
  if (step.do !== 'call') throw new Error(`expected a call, not ${JSON.stringify(step)}`);
  return step.call;
}

/** What the journal has of a call that was answered. */
export function answered(
  of: SegmentToPublish,
  journal: JournalEntry[],
  { at = now, result = null as JsonObject | null } = {},
) {
  const { name, request } = callOf(of, journal, at);
  journal.push(entry(name, { request, result, startedAt: at }));
}
