import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.ts';
import { next } from '../../../src/platforms/pinterest/next.ts';
import type { JournalEntry, MediumToPublish, SegmentToPublish } from '../../../src/platforms/platform.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const account = { remoteId: '7', username: 'ada', server: null, webUrl: 'https://www.pinterest.com' };
const photo: MediumToPublish = {
  id: 'media_1',
  key: 'photo',
  kind: 'IMAGE',
  mimeType: 'image/jpeg',
  bytes: 2_000_000,
  width: 1000,
  height: 1500,
  durationMs: null,
  filename: 'photo.jpg',
  altText: 'A gull',
  url: 'https://postern.test/photo.jpg',
};
const film: MediumToPublish = { ...photo, key: 'film', kind: 'VIDEO', mimeType: 'video/mp4', filename: 'film.mp4' };
const pin: SegmentToPublish = {
  id: 'seg_1',
  round: 1,
  position: 0,
  type: 'POST',
  text: 'By the sea',
  media: [photo],
  link: null,
  options: { boardId: '549755885175' },
  account,
  root: null,
  parent: null,
};

const seconds = (from: number): Date => new Date(now.getTime() + from * 1000);

function entry(name: string, request: JsonObject, facts: Partial<JournalEntry> = {}): JournalEntry {
  const kind = name === 'check_media' ? 'check' : name === 'create_pin' ? 'commit' : 'prepare';
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

const pinIn = (segment: SegmentToPublish, journal: JournalEntry[] = []): JsonObject => {
  const step = next(segment, journal, now);
  if (step.do !== 'call' || step.call.name !== 'create_pin') throw new Error('no pin is created');
  return step.call.request.pin as JsonObject;
};

describe('a pin', () => {
  test('of an image has its address, and what was said of it', () => {
    const created = { board_id: '549755885175', description: 'By the sea', alt_text: 'A gull' };
    const media_source = { source_type: 'image_url', url: photo.url };
    const request = { plannedAt: now.toISOString(), pin: { ...created, media_source } };
    const call = { name: 'create_pin', kind: 'commit', request, timeoutMs: 60_000 };
    expect(next(pin, [], now)).toEqual({ do: 'call', call });
  });

  test('has all that was chosen', () => {
    const chosen = { boardSectionId: '2', title: 'Gulls', link: 'https://example.com/', dominantColor: '#6E7874' };
    expect(pinIn({ ...pin, options: { ...pin.options, ...chosen } })).toMatchObject({
      board_section_id: '2',
      title: 'Gulls',
      link: 'https://example.com/',
      dominant_color: '#6E7874',
    });
  });

  test('says nothing of what is empty', () => {
    const options = { ...pin.options, boardSectionId: null, title: '', link: null, dominantColor: null };
    const media_source = { source_type: 'image_url', url: photo.url };
    const bare = { ...pin, text: '', options, media: [{ ...photo, altText: null }] };
    expect(pinIn(bare)).toEqual({ board_id: '549755885175', media_source });
  });

  test('of several images has them in their order, and as many of their alt texts as it takes', () => {
    const other = { ...photo, url: 'https://postern.test/other.jpg', altText: 'a'.repeat(493) };
    const items = [{ url: photo.url }, { url: other.url }];
    const source = { source_type: 'multiple_image_urls', items, index: 0 };
    const described = (altText: string) => pinIn({ ...pin, media: [photo, { ...other, altText }] });
    expect(described('a'.repeat(493))).toMatchObject({ media_source: source, alt_text: `A gull\n${'a'.repeat(493)}` });
    expect(described('a'.repeat(494))).toMatchObject({ alt_text: 'A gull' });
  });

  test('keeps the time of its first planning when it is created again', () => {
    const step = next(pin, [], now);
    if (step.do !== 'call') throw new Error('nothing is created');
    const refused = entry('create_pin', step.call.request, { status: 'REFUSED' });
    expect(next(pin, [refused], seconds(900))).toEqual(step);
  });

  test('is finished by its id, with the address that is made of it', () => {
    const done = entry('create_pin', {}, { result: { id: '813744226420795884' } });
    const url = 'https://www.pinterest.com/pin/813744226420795884/';
    expect(next(pin, [done], now)).toEqual({
      do: 'finish',
      published: { remoteId: '813744226420795884', url, ref: null },
    });
  });

  test('of nothing fails with a sentence', () => {
    expect(next({ ...pin, media: [] }, [], now)).toMatchObject({ do: 'fail', failure: { kind: 'validation' } });
  });
});

describe('a video', () => {
  const segment = { ...pin, media: [film] };
  const registered = entry('register_media', {}, { result: { mediaId: '12345' } });
  const uploaded = (facts: Partial<JournalEntry> = {}) =>
    entry('upload_media', { mediaId: '12345', key: 'film', filename: 'film.mp4', mimeType: 'video/mp4' }, facts);
  const checked = (status: string, facts: Partial<JournalEntry> = {}) =>
    entry('check_media', { mediaId: '12345' }, { result: { status }, ...facts });
  const ready = [registered, uploaded(), checked('succeeded')];
  const media_source = { source_type: 'video_id', media_id: '12345', cover_image_key_frame_time: 0 };
  const refusedPin = entry(
    'create_pin',
    { plannedAt: now.toISOString(), pin: { board_id: '1', media_source } },
    { status: 'REFUSED', beforeRetry: true },
  );

  test.for([
    ['is told of', [], now, 'register_media', {}],
    ['is sent', [registered], now, 'upload_media', { mediaId: '12345', key: 'film', filename: 'film.mp4' }],
    ['is sent again where the answer was lost', [registered, uploaded({ status: 'UNKNOWN' })], now, 'upload_media', {}],
    ['is sent again that was refused once', [registered, uploaded({ status: 'REFUSED' })], now, 'upload_media', {}],
    [
      'is told of again that was refused twice',
      [registered, uploaded({ status: 'REFUSED' }), uploaded({ status: 'REFUSED' })],
      now,
      'register_media',
      {},
    ],
    [
      'is told of again that failed before a person retried',
      [registered, uploaded({ beforeRetry: true }), checked('failed', { beforeRetry: true })],
      now,
      'register_media',
      {},
    ],
    [
      'is told of again whose pin failed before a person retried',
      [registered, uploaded({ beforeRetry: true }), checked('succeeded', { beforeRetry: true }), refusedPin],
      now,
      'register_media',
      {},
    ],
    [
      'is told of again that was not known any more before a person retried',
      [registered, uploaded(), checked('', { result: null, status: 'REFUSED', beforeRetry: true })],
      now,
      'register_media',
      {},
    ],
    ['is asked about after two seconds', [registered, uploaded()], seconds(2), 'check_media', { mediaId: '12345' }],
    [
      'is asked about at once when a person retried',
      [registered, uploaded({ beforeRetry: true }), checked('processing', { beforeRetry: true })],
      seconds(9_000),
      'check_media',
      { mediaId: '12345' },
    ],
  ] as const)('%s', ([, journal, at, name, request]) => {
    expect(next(segment, journal, at)).toMatchObject({ do: 'call', call: { name, request } });
  });

  test('is waited for, longer each time, and given up after half an hour', () => {
    expect(next(segment, [registered, uploaded()], seconds(1))).toEqual({ do: 'wait', until: seconds(2) });
    const once = [registered, uploaded(), checked('processing', { startedAt: seconds(2) })];
    expect(next(segment, once, seconds(2))).toEqual({ do: 'wait', until: seconds(6) });
    const late = [...once, checked('processing', { startedAt: seconds(1_800) })];
    expect(next(segment, late, seconds(1_800))).toMatchObject({ do: 'fail', failure: { kind: 'transient' } });
  });

  test('that cannot be processed fails with its name', () => {
    const failure = { kind: 'media_rejected', message: 'Pinterest could not process film.mp4.' };
    expect(next(segment, [registered, uploaded(), checked('failed')], now)).toMatchObject({ do: 'fail', failure });
  });

  test.for([
    [null, 0],
    [1_999, 1],
    [12_000, 12],
  ] as const)('has the frame at %s ms as its cover', ([coverTimestampMs, second]) => {
    const source = { source_type: 'video_id', media_id: '12345', cover_image_key_frame_time: second };
    const options = { ...pin.options, coverTimestampMs };
    expect(pinIn({ ...segment, options }, ready)).toMatchObject({ media_source: source });
  });
});
