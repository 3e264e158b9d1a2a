import { describe, expect, test } from 'vitest';
import { next } from '../../../src/platforms/facebook/next.ts';
import type { SegmentToPublish } from '../../../src/platforms/platform.ts';
import { entry, minutes, now, photo, plannedAt, segment, story, uploaded } from './journal.ts';

describe('a post', () => {
  const request = { plannedAt, post: { message: 'Hello' } };

  test('is one call, and keeps the time at which it was planned first', () => {
    const call = { name: 'create_post', kind: 'commit', request };
    expect(next(segment, [], now)).toEqual({ do: 'call', call });
    const refused = entry('create_post', null, { status: 'REFUSED', request });
    expect(next(segment, [refused], minutes(5))).toEqual({ do: 'call', call });
  });

  test.for([
    ['the address that Facebook gives', { permalink_url: 'https://www.facebook.com/55/posts/7' }],
    ['its id, where Facebook gives none', {}],
  ] as const)('ends with %s', ([, given]) => {
    const created = entry('create_post', { id: '55_7' });
    const asked = { name: 'read_permalink', kind: 'check', request: { id: '55_7' }, optional: true };
    expect(next(segment, [created], now)).toEqual({ do: 'call', call: asked });
    const url = 'permalink_url' in given ? given.permalink_url : 'https://fb.test/55_7';
    const published = { remoteId: '55_7', url, ref: null };
    const read = entry('read_permalink', { id: '55_7', ...given }, { request: { id: '55_7' } });
    expect(next(segment, [created, read], now)).toEqual({ do: 'finish', published });
    const refused = { ...read, status: 'REFUSED' as const, result: null };
    if (!('permalink_url' in given))
      expect(next(segment, [created, refused], now)).toEqual({ do: 'finish', published });
  });

  const withPhotos = { ...segment, media: [photo, photo] };

  test('has its photos sent one after the other, each in its place', () => {
    const upload = { name: 'upload_photo', kind: 'prepare', timeoutMs: 64_000 };
    expect(next(withPhotos, [], now)).toMatchObject({ call: { ...upload, request: { medium: 0, altText: 'A cat' } } });
    expect(next(withPhotos, [uploaded(0, '1')], now)).toMatchObject({ call: { ...upload, request: { medium: 1 } } });
    const attached_media = [{ media_fbid: '1' }, { media_fbid: '2' }];
    expect(next(withPhotos, [uploaded(0, '1'), uploaded(1, '2')], now)).toMatchObject({
      call: { name: 'create_post', request: { post: { message: 'Hello', attached_media } } },
    });
  });

  test('sends a photo again that was refused, is a day old, or was sent before a person’s retry', () => {
    const again = { call: { name: 'upload_photo', request: { medium: 0 } } };
    for (const facts of [
      { status: 'REFUSED', result: null },
      { status: 'UNKNOWN', result: null },
      { startedAt: minutes(-24 * 60) },
      { beforeRetry: true },
    ] as const)
      expect(next(withPhotos, [uploaded(0, '1', facts)], now)).toMatchObject(again);
  });
});

describe('a comment', () => {
  const below = (remoteId: string | null): SegmentToPublish => {
    const root = { remoteId, url: null, ref: null };
    return { ...segment, position: 1, root, parent: { ...root, remoteId: '55_7_9' } };
  };

  test('is on the root, known by its id or its address, and says nothing but its words', () => {
    for (const remoteId of ['55_7', 'https://www.facebook.com/ada/posts/7'])
      expect(next({ ...below(remoteId), options: { placeId: '1' } }, [], now)).toEqual({
        do: 'call',
        call: { name: 'create_comment', kind: 'commit', request: { plannedAt, objectId: '55_7', message: 'Hello' } },
      });
  });

  test.for([null, 'https://www.facebook.com/ada/posts/pfbid02x'])('fails below %s', (remoteId) => {
    expect(next(below(remoteId), [], now)).toMatchObject({ do: 'fail', failure: { kind: 'not_found' } });
  });
});

describe('a story', () => {
  test('of a photo shows a photo that nothing else does', () => {
    expect(next(story(photo), [], now)).toMatchObject({ call: { name: 'upload_photo' } });
    const commit = { name: 'publish_photo_story', kind: 'commit', request: { plannedAt, photoId: '1' } };
    expect(next(story(photo), [uploaded(0, '1')], now)).toEqual({ do: 'call', call: commit });
    const done = [uploaded(0, '1'), entry('publish_photo_story', { postId: '8', url: null })];
    const ref = { story: 'photo', videoId: null };
    const published = { remoteId: '8', url: 'https://fb.test/stories/8', ref };
    expect(next(story(photo), done, now)).toEqual({ do: 'finish', published });
  });
});
