import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../src/domain/json.ts';
import { embedOf } from '../../../src/platforms/bluesky/embed.ts';
import type { JournalEntry, MediumToPublish } from '../../../src/platforms/platform.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const past = (ms: number) => new Date(now.getTime() + ms);

const photo: MediumToPublish = {
  id: 'media_1',
  key: 'aa',
  kind: 'IMAGE',
  mimeType: 'image/png',
  bytes: 1_000_000,
  width: 3,
  height: 2,
  durationMs: null,
  filename: 'a.png',
  altText: 'A gull',
  url: 'https://postern.test/a',
};
const film: MediumToPublish = { ...photo, key: 'bb', kind: 'VIDEO', mimeType: 'video/mp4', filename: 'b.mp4' };
const link = { url: 'https://example.com/a', title: null, description: null, thumbnailUrl: null };

function entry(name: string, facts: Partial<JournalEntry>): JournalEntry {
  const happened = { name, kind: 'prepare', status: 'DONE', request: {}, result: null } as const;
  return { ...happened, secret: null, startedAt: now, beforeRetry: false, ...facts };
}

const blob = (name: string): JsonObject => ({ $type: 'blob', ref: { $link: name }, mimeType: 'image/png', size: 4 });
const uploaded = (file: string, facts: Partial<JournalEntry> = {}) =>
  entry('upload_blob', { request: { file }, result: { blob: blob(file) }, ...facts });

type Shown = { media?: readonly MediumToPublish[]; link?: typeof link | null };

function embed({ media = [], link: shown = null }: Shown, journal: JournalEntry[] = [], at = now) {
  return embedOf({ media, link: shown }, journal, at);
}

test('is none for a text alone', () => expect(embed({})).toEqual({ embed: null }));

describe('of images', () => {
  const media = [photo, { ...photo, key: 'cc', altText: null, width: null }];

  test('uploads each under its place', () => {
    const request = { file: 'media.0', key: 'aa', mimeType: 'image/png' };
    expect(embed({ media })).toEqual({
      next: {
        do: 'call',
        call: { name: 'upload_blob', kind: 'prepare', request, timeoutMs: 64_000, optional: false },
      },
    });
    expect(embed({ media }, [uploaded('media.0')])).toMatchObject({
      next: { call: { request: { file: 'media.1', key: 'cc' } } },
    });
  });

  test('shows them in their order, with alt text and shape', () => {
    expect(embed({ media }, [uploaded('media.0'), uploaded('media.1')])).toEqual({
      embed: {
        $type: 'app.bsky.embed.images',
        images: [
          { image: blob('media.0'), alt: 'A gull', aspectRatio: { width: 3, height: 2 } },
          { image: blob('media.1'), alt: '' },
        ],
      },
    });
  });

  test.for([
    ['a refused upload', uploaded('media.0', { status: 'REFUSED' })],
    ['an upload whose answer was lost', uploaded('media.0', { status: 'UNKNOWN' })],
    ['an upload from before a person’s retry', uploaded('media.0', { beforeRetry: true })],
    ['an upload that the server may have deleted', uploaded('media.0', { startedAt: past(-1_801_000) })],
  ] as const)('%s is made again', ([, earlier]) => {
    expect(embed({ media: [photo] }, [earlier])).toMatchObject({ next: { call: { request: { file: 'media.0' } } } });
  });
});

describe('of a video', () => {
  const media = [film];
  const sent = entry('upload_video', { result: { jobId: 'j1', state: 'JOB_STATE_CREATED' } });
  const look = (result: Json, startedAt = now) => entry('check_video', { kind: 'check', result, startedAt });
  const failed = (failureCode: string | null) => look({ jobId: 'j1', state: 'JOB_STATE_FAILED', failureCode });

  test('uploads it to the video service', () => {
    expect(embed({ media })).toMatchObject({
      next: { call: { name: 'upload_video', kind: 'prepare', request: { key: 'bb', filename: 'b.mp4' } } },
    });
  });

  test('waits with growing pauses while it is worked on', () => {
    expect(embed({ media }, [sent])).toEqual({ next: { do: 'wait', until: past(2_000) } });
    expect(embed({ media }, [sent], past(2_000))).toMatchObject({
      next: { call: { name: 'check_video', kind: 'check', request: { jobId: 'j1' } } },
    });
    const looked = [sent, look({ jobId: 'j1', state: 'JOB_STATE_ENCODING' }, past(2_000))];
    expect(embed({ media }, looked, past(2_001))).toEqual({ next: { do: 'wait', until: past(6_000) } });
    const long = [sent, look({ jobId: 'j1', state: 'JOB_STATE_ENCODING' }, past(1_799_000))];
    expect(embed({ media }, long, past(1_800_000))).toMatchObject({
      next: { do: 'fail', failure: { kind: 'media_rejected' } },
    });
  });

  test.for([
    ['the finished job', [sent, look({ jobId: 'j1', state: 'JOB_STATE_COMPLETED', blob: blob('film') })]],
    ['the answer to the upload', [entry('upload_video', { result: { jobId: 'j1', blob: blob('film') } })]],
    [
      'a job that failed because the video is known',
      [sent, look({ jobId: 'j1', state: 'JOB_STATE_FAILED', blob: blob('film') })],
    ],
  ] as const)('shows the blob of %s', ([, journal]) => {
    expect(embed({ media }, [...journal])).toEqual({
      embed: {
        $type: 'app.bsky.embed.video',
        video: blob('film'),
        alt: 'A gull',
        aspectRatio: { width: 3, height: 2 },
      },
    });
  });

  test('is refused where it cannot be encoded', () => {
    expect(embed({ media }, [sent, failed('encoding_failure')])).toMatchObject({
      next: { do: 'fail', failure: { kind: 'media_rejected', hint: expect.stringContaining('H.264') } },
    });
  });

  test('is uploaded three times where the service failed, then a person decides', () => {
    const again = [sent, failed('generic_failure')];
    expect(embed({ media }, again)).toMatchObject({ next: { call: { name: 'upload_video' } } });
    expect(embed({ media }, [...again, ...again, ...again])).toMatchObject({ next: { do: 'fail' } });
    const retried = [...again, ...again, ...again].map((one) => ({ ...one, beforeRetry: true }));
    expect(embed({ media }, retried)).toMatchObject({ next: { call: { name: 'upload_video' } } });
  });
});

describe('of a link', () => {
  const picture = { key: 'dd', mimeType: 'image/jpeg', bytes: 900, width: 1200, height: 630 };
  const card = (thumbnail: Json) =>
    entry('read_link_card', { kind: 'check', result: { title: 'A page', description: 'What it says', thumbnail } });
  const external = { uri: link.url, title: 'A page', description: 'What it says' };

  test('reads its page, then uploads its picture, which it can do without', () => {
    expect(embed({ link })).toEqual({
      next: { do: 'call', call: { name: 'read_link_card', kind: 'check', request: { link } } },
    });
    expect(embed({ link }, [card(picture)])).toMatchObject({
      next: {
        call: {
          name: 'upload_blob',
          request: { file: 'thumbnail', key: 'dd', mimeType: 'image/jpeg' },
          optional: true,
        },
      },
    });
  });

  test('shows the card with its picture', () => {
    expect(embed({ link }, [card(picture), uploaded('thumbnail')])).toEqual({
      embed: { $type: 'app.bsky.embed.external', external: { ...external, thumb: blob('thumbnail') } },
    });
  });

  test.for([
    ['the page has none', [card(null)]],
    ['the server refused it', [card(picture), uploaded('thumbnail', { status: 'REFUSED', result: null })]],
  ] as const)('shows the card without a picture where %s', ([, journal]) => {
    expect(embed({ link }, [...journal])).toEqual({ embed: { $type: 'app.bsky.embed.external', external } });
  });

  test('gives way to media', () => {
    expect(embed({ media: [photo], link }, [uploaded('media.0')])).toMatchObject({
      embed: { $type: 'app.bsky.embed.images' },
    });
  });
});
