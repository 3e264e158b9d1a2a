import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.ts';
import { next } from '../../../src/platforms/bluesky/next.ts';
import type { JournalEntry, SegmentToPublish } from '../../../src/platforms/platform.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const later = new Date('2026-11-22T13:00:00.000Z');
const account = {
  remoteId: 'did:plc:ada',
  username: 'ada.test',
  server: 'https://pds.test',
  webUrl: 'https://bsky.app',
};
const rootRef = { uri: 'at://did:plc:ada/app.bsky.feed.post/3aaaaaaaaaaa2', cid: 'bafyroot' };
const parentRef = { uri: 'at://did:plc:ada/app.bsky.feed.post/3bbbbbbbbbbb2', cid: 'bafyparent' };

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
const root = { remoteId: rootRef.uri, url: null, ref: rootRef };
const parent = { remoteId: parentRef.uri, url: null, ref: parentRef };

function entry(name: string, facts: Partial<JournalEntry>): JournalEntry {
  return {
    name,
    kind: 'check',
    status: 'DONE',
    request: {},
    result: null,
    secret: null,
    startedAt: now,
    beforeRetry: false,
    ...facts,
  };
}

function callOf(of: SegmentToPublish, journal: JournalEntry[] = [], at = now) {
  const step = next(of, journal, at);
  if (step.do !== 'call') throw new Error(`expected a call, not ${step.do}`);
  return step.call;
}

const recordOf = (request: JsonObject) => request.record as JsonObject;

test('writes the whole record under a key of its own choosing', () => {
  expect(callOf(segment)).toEqual({
    name: 'put_post',
    kind: 'commit',
    request: {
      repo: 'did:plc:ada',
      collection: 'app.bsky.feed.post',
      rkey: expect.stringMatching(/^[234567abcdefghij][234567a-z]{12}$/),
      record: { $type: 'app.bsky.feed.post', text: 'Hello', createdAt: '2026-11-22T12:00:00.000Z' },
    },
  });
});

describe('the key', () => {
  const key = (facts: Partial<SegmentToPublish>, at = now) => callOf({ ...segment, ...facts }, [], at).request.rkey;

  test('is the same for the same segment, round and moment', () => expect(key({})).toBe(key({})));
  test('differs between segments', () => expect(key({ id: 'seg_2' })).not.toBe(key({})));
  test('differs between rounds', () => expect(key({ round: 2 })).not.toBe(key({})));
  test('sorts by time', () => expect(String(key({}, later)) > String(key({}))).toBe(true));

  test('and the time of writing stay when a refused put is made again', () => {
    const { request } = callOf(segment);
    const again = callOf(segment, [entry('put_post', { kind: 'commit', status: 'REFUSED', request })], later);
    expect(again.request).toEqual(request);
  });
});

describe('a reply', () => {
  test('names the root and its parent by uri and cid', () => {
    const { request } = callOf({ ...segment, position: 2, root, parent });
    expect(recordOf(request).reply).toEqual({ root: rootRef, parent: parentRef });
  });

  test('reads a parent first of which only the address is known', () => {
    const named = { remoteId: 'https://bsky.app/profile/ada.test/post/3bbbbbbbbbbb2?ref=x', url: null, ref: null };
    const reply = { ...segment, position: 2, root, parent: named };
    const read = callOf(reply);
    expect(read).toEqual({ name: 'find_post', kind: 'check', request: { rkey: '3bbbbbbbbbbb2' } });
    const { request } = callOf(reply, [entry('find_post', { request: read.request, result: parentRef })]);
    expect(recordOf(request).reply).toEqual({ root: rootRef, parent: parentRef });
  });

  test('fails where its parent’s id is not known', () => {
    const unknown = { remoteId: null, url: null, ref: null };
    expect(next({ ...segment, position: 1, root: unknown, parent: unknown }, [], now)).toMatchObject({
      do: 'fail',
      failure: { kind: 'not_found', hint: expect.stringContaining('address') },
    });
  });
});

describe('a mention', () => {
  const text = 'Zoë 👩‍👩‍👧 @grace.test @nobody.test @grace.test';

  test('is asked for first, each handle once', () => {
    expect(callOf({ ...segment, text })).toEqual({
      name: 'resolve_mentions',
      kind: 'check',
      request: { handles: ['grace.test', 'nobody.test'] },
    });
  });

  test('becomes a link where the handle is somebody’s, and stays text where it is not', () => {
    const done = entry('resolve_mentions', { result: { dids: { 'grace.test': 'did:plc:grace' } } });
    const facets = recordOf(callOf({ ...segment, text }, [done]).request).facets as {
      index: { byteStart: number; byteEnd: number };
      features: object[];
    }[];
    expect(facets.map(({ features }) => features)).toEqual([
      [{ $type: 'app.bsky.richtext.facet#mention', did: 'did:plc:grace' }],
      [{ $type: 'app.bsky.richtext.facet#mention', did: 'did:plc:grace' }],
    ]);
    const bytes = Buffer.from(text);
    for (const { index } of facets)
      expect(bytes.subarray(index.byteStart, index.byteEnd).toString()).toBe('@grace.test');
  });

  test('is not asked for again', () => {
    const done = entry('resolve_mentions', { result: { dids: {} } });
    expect(callOf({ ...segment, text }, [done]).name).toBe('put_post');
  });
});

test('finishes with the uri, a permalink and what a reply needs', () => {
  const done = entry('put_post', { kind: 'commit', result: rootRef });
  expect(next(segment, [done], now)).toEqual({
    do: 'finish',
    published: { remoteId: rootRef.uri, url: 'https://bsky.app/profile/did:plc:ada/post/3aaaaaaaaaaa2', ref: rootRef },
  });
});

test('says the languages and labels that the author chose', () => {
  const options = { langs: ['nb', 'en'], labels: ['graphic-media'] };
  expect(recordOf(callOf({ ...segment, options }).request)).toMatchObject({
    langs: ['nb', 'en'],
    labels: { $type: 'com.atproto.label.defs#selfLabels', values: [{ val: 'graphic-media' }] },
  });
});

test('says nothing of what was cleared', () => {
  const options = { langs: [], labels: null };
  expect(callOf({ ...segment, options })).toEqual(callOf(segment));
});

describe('who may reply', () => {
  const options = { replyGate: ['mentioned', 'followers'] };
  const posted = entry('put_post', { kind: 'commit', request: callOf(segment).request, result: rootRef });

  test('is written after the post, under its key', () => {
    expect(callOf({ ...segment, options }, [posted], later)).toEqual({
      name: 'put_gate',
      kind: 'prepare',
      request: {
        repo: 'did:plc:ada',
        collection: 'app.bsky.feed.threadgate',
        rkey: '3aaaaaaaaaaa2',
        record: {
          $type: 'app.bsky.feed.threadgate',
          post: rootRef.uri,
          allow: [
            { $type: 'app.bsky.feed.threadgate#mentionRule' },
            { $type: 'app.bsky.feed.threadgate#followerRule' },
          ],
          createdAt: '2026-11-22T12:00:00.000Z',
        },
      },
    });
    const done = entry('put_gate', { kind: 'prepare', result: rootRef });
    expect(next({ ...segment, options }, [posted, done], later)).toMatchObject({
      do: 'finish',
      published: { ref: { ...rootRef, gated: true } },
    });
  });

  test('is an empty list for nobody', () => {
    const nobody = callOf({ ...segment, options: { replyGate: ['nobody'] } }, [posted]);
    expect(recordOf(nobody.request).allow).toEqual([]);
  });

  test('is said of the root alone, and of nothing where it is left out', () => {
    const reply = next({ ...segment, position: 1, root, parent, options }, [posted], now);
    expect(reply).toMatchObject({ do: 'finish', published: { ref: rootRef } });
    expect(next(segment, [posted], now)).toMatchObject({ do: 'finish', published: { ref: rootRef } });
  });
});
