import type { CallToMake, JournalEntry, Publishing } from '../platform.ts';
import { createSchema } from './wire.ts';

const MINUTE = 60_000;

/** How a lost status is settled: looked for, and where that leaves it open, sent again under its key. */
// Looked for first: before https://github.com/mastodon/mastodon/pull/37879 two at once become two statuses whatever their key, and
// from there to https://github.com/mastodon/mastodon/pull/40439 a repeat is answered with 500.
export const lost: Publishing['lost'] = {
  create_status: [
    { by: 'look', call: lookFor, pausesMs: [0, 5_000], absence: 'proof' },
    // A key is remembered for an hour.
    { by: 'repeat', withinMs: 50 * MINUTE },
  ],
};

function lookFor(lostEntry: JournalEntry): CallToMake {
  const {
    plannedAt,
    status,
    media_ids: mediaIds = [],
    in_reply_to_id: inReplyToId = null,
  } = createSchema.parse(lostEntry.request);
  const since = new Date(Date.parse(plannedAt) - MINUTE).toISOString();
  return { name: 'look_for_status', kind: 'check', request: { since, status, mediaIds, inReplyToId } };
}
