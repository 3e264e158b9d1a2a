import { expect, test } from 'vitest';
import type { JournalEntry, Published, SegmentToPublish } from '../../../src/platforms/platform.ts';
import { next } from '../../../src/platforms/x/next.ts';

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
const seconds = (from: number): Date => new Date(now.getTime() + from * 1000);

function entry(facts: Partial<JournalEntry>): JournalEntry {
  const unsaid = { request: {}, result: null, secret: null, startedAt: now, beforeRetry: false } as const;
  return { name: 'create_post', kind: 'commit', status: 'DONE', ...unsaid, ...facts };
}

function replyTo(remoteId: string | null): SegmentToPublish {
  const published: Published = { remoteId, url: null, ref: null };
  return { ...segment, position: 1, root: published, parent: published };
}

const request = { plannedAt: now.toISOString(), post: { text: 'Hello' } };

test('a post without media is created at once', () => {
  expect(next(segment, [], now)).toEqual({ do: 'call', call: { name: 'create_post', kind: 'commit', request } });
});

test('a post keeps the time of its first planning when it is created again', () => {
  const refused = entry({ status: 'REFUSED', request });
  expect(next(segment, [refused], seconds(900))).toMatchObject({ do: 'call', call: { request } });
});

test('a post is finished by its id, with the address that is made of it', () => {
  const done = entry({ request, result: { id: '1346889436626259968' } });
  const url = 'https://x.com/ada/status/1346889436626259968';
  const published = { remoteId: '1346889436626259968', url, ref: null };
  expect(next(segment, [done], now)).toEqual({ do: 'finish', published });
});

test.for([
  ['its id', '113'],
  ['its address', 'https://x.com/ada/status/113'],
  ['its address with more', 'https://twitter.com/i/status/113?s=20'],
  ['the address of its photo', 'https://x.com/ada/status/113/photo/1'],
])('replies to the one before, known by %s', ([, remoteId]) => {
  const reply = { in_reply_to_tweet_id: '113' };
  expect(next(replyTo(remoteId ?? ''), [], now)).toMatchObject({ call: { request: { post: { reply } } } });
});

test.for([null, 'https://x.com/ada', 'abc'])('fails where the parent is known as %s', (remoteId) => {
  expect(next(replyTo(remoteId), [], now)).toMatchObject({ do: 'fail', failure: { kind: 'not_found' } });
});

test('says what the author chose: of a reply only what labels it', () => {
  const options = { replySettings: 'following', communityId: '1493', madeWithAi: true, paidPartnership: true };
  const labels = { made_with_ai: true, paid_partnership: true };
  const all = { text: 'Hello', reply_settings: 'following', community_id: '1493', ...labels };
  expect(next({ ...segment, options }, [], now)).toMatchObject({ call: { request: { post: all } } });
  const reply = { text: 'Hello', reply: { in_reply_to_tweet_id: '113' }, ...labels };
  expect(next({ ...replyTo('113'), options }, [], now)).toHaveProperty('call.request.post', reply);
});

test('asks with a poll in the first post, for a day where nothing else was said, and then shows no media', () => {
  const options = { pollOptions: ['This', 'That'] };
  const poll = { options: ['This', 'That'], duration_minutes: 1_440 };
  expect(next({ ...segment, options }, [], now)).toHaveProperty('call.request.post', { text: 'Hello', poll });
  expect(next({ ...replyTo('113'), options }, [], now)).not.toHaveProperty('call.request.post.poll');
  const image = { kind: 'IMAGE', key: 'k', mimeType: 'image/png', bytes: 1, altText: null } as never;
  const both = { ...segment, options, media: [image] };
  expect(next(both, [], now)).toMatchObject({ do: 'fail', failure: { kind: 'unsupported' } });
});

test('says nothing of what was cleared', () => {
  const options = { replySettings: null, communityId: null, madeWithAi: false, paidPartnership: null };
  expect(next({ ...segment, options }, [], now)).toEqual(next(segment, [], now));
});
