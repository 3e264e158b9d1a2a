import type { CallToMake, JournalEntry, Publishing } from '../platform.ts';
import { createSchema } from './wire.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** How a lost post is settled: looked for among what the account published since, for X knows no key of ours. */
// The listing holds every post of the account and lags by seconds, so what it lacks time and again is not there. Should it lag
// for longer, X refuses the same text as a duplicate, and it is looked for once more. Media change what X compares: longer looks.
export const lost: Publishing['lost'] = {
  create_post: [{ by: 'look', call: lookFor, pausesMs: [3 * SECOND, 10 * SECOND], absence: 'proof' }],
  create_media_post: [
    { by: 'look', call: lookFor, pausesMs: [3 * SECOND, 15 * SECOND, MINUTE, 2 * MINUTE], absence: 'proof' },
  ],
};

function lookFor(lostEntry: JournalEntry): CallToMake {
  const { plannedAt, post } = createSchema.parse(lostEntry.request);
  const since = new Date(Date.parse(plannedAt) - MINUTE).toISOString();
  const request = { since, text: post.text ?? '', mediaIds: post.media?.media_ids ?? [] };
  return { name: 'look_for_post', kind: 'check', request };
}
