import type { JsonObject } from '../../domain/json.ts';
import { lastDone } from '../last-done.ts';
import type { CallToMake, JournalEntry, SegmentToPublish } from '../platform.ts';
import { schema } from './options.ts';
import { recordKeyIn } from './record-key.ts';
import { GATES, putSchema, type Reference } from './wire.ts';

const rules = {
  mentioned: 'app.bsky.feed.threadgate#mentionRule',
  followers: 'app.bsky.feed.threadgate#followerRule',
  following: 'app.bsky.feed.threadgate#followingRule',
} as const;

/** Whether the author has said who may reply to a thread. */
export function isGated({ options, root }: Pick<SegmentToPublish, 'options' | 'root'>): boolean {
  return root === null && (schema.parse(options).replyGate ?? []).length > 0;
}

/**
 * The record that says who may reply, or null where it is written. It follows its post, for the network passes over one that comes first:
 * https://github.com/bluesky-social/atproto/blob/main/packages/bsky/src/data-plane/server/indexing/plugins/thread-gate.ts
 */
export function gateToPut(
  { account, options }: Pick<SegmentToPublish, 'account' | 'options'>,
  post: Reference,
  journal: readonly JournalEntry[],
): CallToMake | null {
  if (lastDone(journal, 'put_gate') !== undefined) return null;
  const put = journal.findLast(({ name, status }) => name === 'put_post' && status === 'DONE');
  const { createdAt } = putSchema.parse(put?.request).record;
  const record = { $type: GATES, post: post.uri, allow: allowed(options), createdAt };
  const request = { repo: account.remoteId, collection: GATES, rkey: recordKeyIn(post.uri), record };
  return { name: 'put_gate', kind: 'prepare', request };
}

/** https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/threadgate.json: no rule at all lets nobody reply. */
function allowed(options: JsonObject): JsonObject[] {
  const chosen = schema.parse(options).replyGate ?? [];
  return chosen.flatMap((who) => (who === 'nobody' ? [] : [{ $type: rules[who] }]));
}
