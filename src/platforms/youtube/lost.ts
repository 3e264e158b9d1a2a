import { MINUTE, SECOND } from '../media-rule.ts';
import type { CallToMake, JournalEntry, Publishing } from '../platform.ts';
import { commentSchema, lastChunkSchema } from './wire.ts';

/** How a lost commit is settled: its session is asked, and where that is gone the channel's uploads are looked through. */
export const lost: Publishing['lost'] = {
  send_last_chunk: [
    // There is no video before its last byte, and the session knows what became of it.
    { by: 'look', call: probe, pausesMs: [0], absence: 'proof' },
    // Without a session only finding it proves anything: the list lags.
    { by: 'look', call: lookForVideo, pausesMs: [10 * SECOND, MINUTE, 3 * MINUTE], absence: 'no_proof' },
  ],
  // A comment may be held for review, where the list does not show it.
  create_comment: [
    { by: 'look', call: lookForComment, pausesMs: [5 * SECOND, 30 * SECOND, 2 * MINUTE], absence: 'no_proof' },
  ],
};

function probe({ request }: JournalEntry): CallToMake {
  return { name: 'probe_session', kind: 'check', request: { total: lastChunkSchema.parse(request).total } };
}

function lookForVideo({ request }: JournalEntry): CallToMake {
  const { plannedAt, title, description } = lastChunkSchema.parse(request);
  return { name: 'look_for_video', kind: 'check', request: { since: before(plannedAt), title, description } };
}

function lookForComment({ request }: JournalEntry): CallToMake {
  const { plannedAt, videoId, text } = commentSchema.parse(request);
  return { name: 'look_for_comment', kind: 'check', request: { since: before(plannedAt), videoId, text } };
}

function before(plannedAt: string): string {
  return new Date(Date.parse(plannedAt) - MINUTE).toISOString();
}
