import { z } from 'zod';
import type { LookResult, Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { authorized, graphPath } from './graph.ts';
import { saysTheSame } from './says-the-same.ts';
import { createdSchema, type Wanted } from './wire.ts';

const PAGE = 25;

const commentSchema = createdSchema.extend({
  message: z.string().default(''),
  created_time: z.string(),
  from: z.object({ id: z.string() }).optional(),
});

/**
 * Looks through what the Page said below a post since a commit was planned.
 * https://developers.facebook.com/docs/graph-api/reference/object/comments, newest first
 */
export async function lookForComment(
  { since, message, objectId }: Wanted,
  session: Session<Credentials>,
): Promise<LookResult> {
  const fields = 'id,message,created_time,from,permalink_url';
  const query = new URLSearchParams({ fields, order: 'reverse_chronological', limit: String(PAGE) });
  const path = graphPath(`/${objectId}/comments?${query}`);
  const answer = z.object({ data: z.array(commentSchema) });
  const { data } = await session.send({ method: 'GET', path, headers: authorized(session) }, answer);
  const recent = data.filter(({ created_time }) => Date.parse(created_time) >= Date.parse(since));
  const own = recent.filter(({ id, from }) => from?.id === session.account.remoteId && !session.isRecorded(id));
  const found = own.findLast((comment) => saysTheSame(comment.message, message));
  if (found !== undefined) {
    const { id, permalink_url = null } = found;
    return { verdict: 'found', result: { id, permalink_url } };
  }
  return { verdict: recent.length === PAGE ? 'undecided' : 'absent' };
}
