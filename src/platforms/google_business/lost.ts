import { MINUTE, SECOND } from '../media-rule.ts';
import type { CallToMake, JournalEntry, Publishing } from '../platform.ts';
import { createSchema } from './wire.ts';

/** How a lost post is settled: looked for among the location's posts, for Google knows no key of ours. */
// How long the list lags is not documented, and the same post twice counts as spam: not finding it proves nothing.
export const lost: Publishing['lost'] = {
  create_post: [{ by: 'look', call: lookFor, pausesMs: [5 * SECOND, 30 * SECOND, 2 * MINUTE], absence: 'no_proof' }],
};

function lookFor({ request }: JournalEntry): CallToMake {
  const { plannedAt, post } = createSchema.parse(request);
  const since = new Date(Date.parse(plannedAt) - MINUTE).toISOString();
  const wanted = { since, topicType: post.topicType, summary: post.summary ?? '', eventTitle: post.event?.title ?? '' };
  return { name: 'look_for_post', kind: 'check', request: wanted };
}
