import type { CallToMake, JournalEntry, Platform } from '../platform.ts';

const MINUTE = 60_000;

/**
 * How a lost status is settled: sent again while its key is surely remembered (an hour, less a margin), then looked for.
 * By then nothing of the old request can be under way any more, so a list without it proves that it does not exist.
 */
export const lost: Platform['lost'] = {
  create_status: [
    { by: 'repeat', withinMs: 50 * MINUTE },
    { by: 'look', call: lookFor, pausesMs: [0, 10_000, 30_000], absence: 'proof' },
  ],
};

function lookFor({ request, startedAt }: JournalEntry): CallToMake {
  const since = new Date(startedAt.getTime() - MINUTE).toISOString();
  const wanted = { since, status: request.status ?? '', inReplyToId: request.in_reply_to_id ?? null };
  return { name: 'look_for_status', kind: 'check', request: wanted };
}
