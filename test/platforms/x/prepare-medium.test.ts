import { expect, test } from 'vitest';
import { cutAltText } from '../../../src/domain/warn-of-alt-texts.ts';
import type { JournalEntry, MediumToPublish, SegmentToPublish } from '../../../src/platforms/platform.ts';
import { next } from '../../../src/platforms/x/next.ts';
import { profile } from '../../../src/platforms/x/profile.ts';

const MB = 1024 * 1024;
const now = new Date('2026-11-22T12:00:00.000Z');
const account = { remoteId: '7', username: 'ada', server: null, webUrl: 'https://x.com' };
const segment: SegmentToPublish = {
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
const film: MediumToPublish = {
  id: 'media_1',
  key: 'film',
  kind: 'VIDEO',
  mimeType: 'video/mp4',
  bytes: 9 * MB,
  width: 640,
  height: 360,
  durationMs: 5_000,
  filename: 'film.mp4',
  altText: null,
  url: 'https://postern.test/film.mp4',
};
const photo: MediumToPublish = {
  ...film,
  key: 'photo',
  kind: 'IMAGE',
  mimeType: 'image/png',
  bytes: 10,
  altText: 'A cat',
};

const seconds = (from: number): Date => new Date(now.getTime() + from * 1000);

function entry(name: string, facts: Partial<JournalEntry> = {}): JournalEntry {
  const kind = name === 'check_upload' ? 'check' : name.startsWith('create') ? 'commit' : 'prepare';
  const unsaid = { request: {}, result: null, secret: null, startedAt: now, beforeRetry: false } as const;
  return { name, kind, status: 'DONE', ...unsaid, ...facts };
}

const begun = (medium: MediumToPublish, facts: Partial<JournalEntry> = {}, position = 0): JournalEntry =>
  entry('initialize_upload', {
    request: {
      medium: position,
      key: medium.key,
      body: { media_type: medium.mimeType, total_bytes: medium.bytes, media_category: 'any' },
    },
    result: { id: '11', expires_after_secs: 1_295_999 },
    ...facts,
  });
const chunk = (segmentIndex: number, facts: Partial<JournalEntry> = {}): JournalEntry =>
  entry('append_upload', { request: { upload: '11', segmentIndex }, ...facts });
const finalized = (info?: object, facts: Partial<JournalEntry> = {}): JournalEntry =>
  entry('finalize_upload', {
    request: { upload: '11' },
    result: { id: '11', expires_after_secs: 86_400, ...(info ? { processing_info: info as never } : {}) },
    ...facts,
  });
const checked = (info: object, at: Date): JournalEntry =>
  entry('check_upload', {
    request: { upload: '11' },
    result: { id: '11', processing_info: info as never },
    startedAt: at,
  });
const sent = [begun(film), chunk(0), chunk(1), chunk(2)];
const pending = { state: 'pending', check_after_secs: 5 };

const post = { ...segment, media: [film] };
const step = (journal: readonly JournalEntry[], at = now) => next(post, journal, at);

test.for([
  ['begins an upload', [], 'initialize_upload', { body: { media_category: 'tweet_video', total_bytes: 9 * MB } }],
  ['sends the first chunk', [begun(film)], 'append_upload', { segmentIndex: 0, first: 0, last: 4 * MB - 1 }],
  ['sends the last chunk', sent.slice(0, 3), 'append_upload', { segmentIndex: 2, first: 8 * MB, last: 9 * MB - 1 }],
  [
    'sends a chunk again whose answer was lost',
    [begun(film), chunk(0), chunk(1, { status: 'UNKNOWN' })],
    'append_upload',
    { segmentIndex: 1 },
  ],
  ['finalizes when all is there', sent, 'finalize_upload', { upload: '11' }],
  ['asks after the pause', [...sent, finalized(pending, { startedAt: seconds(-5) })], 'check_upload', { upload: '11' }],
  [
    'creates the post when it is processed',
    [...sent, finalized(pending), checked({ state: 'succeeded' }, now)],
    'create_media_post',
    { post: { text: 'Hello', media: { media_ids: ['11'] } } },
  ],
  ['creates the post where there was nothing to process', [...sent, finalized()], 'create_media_post', {}],
  [
    'begins anew when the upload is over',
    [begun(film, { startedAt: seconds(-1_296_000) }), chunk(0)],
    'initialize_upload',
    {},
  ],
  [
    'begins anew when what was finalized is over',
    [...sent, finalized(undefined, { startedAt: seconds(-86_400) })],
    'initialize_upload',
    {},
  ],
  ['begins anew for another file', [begun(photo)], 'initialize_upload', { key: 'film' }],
  [
    'begins anew after a retry of what had failed',
    [...sent, { ...finalized({ state: 'failed' }), beforeRetry: true }],
    'initialize_upload',
    {},
  ],
  [
    'begins anew after a retry of what was refused',
    [begun(film), chunk(0, { status: 'REFUSED', beforeRetry: true })],
    'initialize_upload',
    {},
  ],
  [
    'goes on after a retry with what is live',
    [begun(film), chunk(0, { beforeRetry: true })],
    'append_upload',
    { segmentIndex: 1 },
  ],
  [
    'begins anew where a lost finalize was heard, and the next is refused',
    [...sent, finalized(undefined, { status: 'UNKNOWN' }), finalized(undefined, { status: 'REFUSED' })],
    'initialize_upload',
    {},
  ],
] as const)('%s', ([, journal, name, request]) => {
  expect(step(journal)).toMatchObject({ do: 'call', call: { name, request } });
});

test('waits as long as X says', () => {
  expect(step([...sent, finalized(pending)])).toEqual({ do: 'wait', until: seconds(5) });
  const later = checked({ state: 'in_progress', check_after_secs: 20 }, seconds(5));
  expect(step([...sent, finalized(pending), later], seconds(6))).toEqual({ do: 'wait', until: seconds(25) });
});

test('gives up when processing does not end', () => {
  const journal = [...sent, finalized(pending), checked(pending, seconds(1_795))];
  expect(step(journal, seconds(1_800))).toMatchObject({
    do: 'fail',
    failure: { kind: 'transient', message: 'X has not finished processing film.mp4 within 30 minutes.' },
  });
});

test('fails with the reason where processing fails', () => {
  const info = { state: 'failed', error: { message: 'Unsupported codec' } };
  const message = 'X could not process film.mp4: Unsupported codec.';
  expect(step([...sent, finalized(info)])).toEqual({ do: 'fail', failure: { kind: 'media_rejected', message } });
});

test('only a finalize that follows a lost one may be refused', () => {
  expect(step(sent)).toHaveProperty('call.optional', false);
  expect(step([...sent, finalized(undefined, { status: 'UNKNOWN' })])).toHaveProperty('call.optional', true);
});

test('describes images before the post, and never a video', () => {
  const done = [begun(photo), chunk(0), finalized()];
  const described = next({ ...segment, media: [photo] }, done, now);
  expect(described).toMatchObject({ call: { name: 'describe_media', request: { upload: '11', altText: 'A cat' } } });
  const filmed = next({ ...segment, media: [{ ...film, altText: 'A film' }] }, [...sent, finalized()], now);
  expect(filmed).toMatchObject({ call: { name: 'create_media_post' } });
});

test('a description has a thousand characters at most', () => {
  const altText = cutAltText('🙂'.repeat(1_001), profile);
  const described = next({ ...segment, media: [{ ...photo, altText }] }, [begun(photo), chunk(0), finalized()], now);
  expect(described).toHaveProperty('call.request.altText', '🙂'.repeat(1_000));
});

test('uploads the same file once for each place that it has', () => {
  const twice = {
    ...segment,
    media: [
      { ...photo, altText: null },
      { ...photo, altText: null },
    ],
  };
  expect(next(twice, [begun(photo), chunk(0), finalized()], now)).toMatchObject({
    call: { name: 'initialize_upload', request: { medium: 1 } },
  });
});

test('uploads anew after a retry of a post that was refused with it, and not before', () => {
  const request = { plannedAt: now.toISOString(), post: { media: { media_ids: ['11'] } } };
  const refused = entry('create_media_post', { status: 'REFUSED', request });
  expect(step([...sent, finalized(), refused])).toMatchObject({ call: { name: 'create_media_post' } });
  const retried = { ...refused, beforeRetry: true };
  expect(step([...sent, finalized(), retried])).toMatchObject({ call: { name: 'initialize_upload' } });
});

test('leaves the text out where there is none', () => {
  const only = next({ ...post, text: '' }, [...sent, finalized()], now);
  expect(only).toHaveProperty('call.request.post', { media: { media_ids: ['11'] } });
});
