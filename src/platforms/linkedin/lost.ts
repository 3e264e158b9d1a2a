import type { CallToMake, JournalEntry, Publishing } from '../platform.ts';
import { createCommentSchema, createPostSchema } from './wire.ts';

const MINUTE = 60_000;

/** How a lost post or comment is settled. */
// Looked for first, where the login may: that gives the first request time to end. https://learn.microsoft.com/en-us/linkedin/compliance/integrations/shares/ugc-post-api
// says of posts that duplicates are known for about ten minutes; of comments it says nothing.
export const lost: Publishing['lost'] = {
  create_post: [
    { by: 'look', call: lookForPost, pausesMs: [0, 10_000], absence: 'no_proof' },
    { by: 'repeat', withinMs: 8 * MINUTE },
  ],
  create_comment: [{ by: 'look', call: lookForComment, pausesMs: [0, 10_000, MINUTE], absence: 'no_proof' }],
};

function lookForPost({ request }: JournalEntry): CallToMake {
  const { plannedAt, post } = createPostSchema.parse(request);
  return { name: 'look_for_post', kind: 'check', request: { since: minuteBefore(plannedAt), post } };
}

function lookForComment({ request }: JournalEntry): CallToMake {
  const { plannedAt, comment } = createCommentSchema.parse(request);
  return { name: 'look_for_comment', kind: 'check', request: { since: minuteBefore(plannedAt), comment } };
}

function minuteBefore(time: string): string {
  return new Date(Date.parse(time) - MINUTE).toISOString();
}
