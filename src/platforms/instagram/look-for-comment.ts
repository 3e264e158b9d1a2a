import { z } from 'zod';
import type { LookResult, Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { toRead } from './requests.ts';
import { saysTheSame } from './says-the-same.ts';
import type { WantedComment } from './wire.ts';

const PAGE = 50;

const listSchema = z.object({
  data: z.array(
    z.object({ id: z.string(), text: z.string().default(''), timestamp: z.string(), username: z.string().optional() }),
  ),
});

/**
 * Looks through what the account said below a post since a comment was planned.
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-media/comments#reading, newest first
 */
export async function lookForComment(
  { since, mediaId, message }: WantedComment,
  session: Session<Credentials>,
): Promise<LookResult> {
  const query = { fields: 'id,text,timestamp,username', limit: String(PAGE) };
  const { data } = await session.send(toRead(`/${mediaId}/comments`, query, session), listSchema);
  const recent = data.filter(({ timestamp }) => Date.parse(timestamp) >= Date.parse(since));
  const own = recent.filter(({ id, username }) => username === session.account.username && !session.isRecorded(id));
  const found = own.findLast(({ text }) => saysTheSame(text, message));
  if (found !== undefined) return { verdict: 'found', result: { id: found.id } };
  return { verdict: recent.length === PAGE ? 'undecided' : 'absent' };
}
