import { z } from 'zod';
import type { LookResult, Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { toRead } from './requests.ts';
import { statusSchema, type Wanted } from './wire.ts';

const PAGE = '25';

const listSchema = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      permalink: z.string().nullish().default(null),
      text: z.string().default(''),
      timestamp: z.string(),
    }),
  ),
});

/** What became of a container whose publication was lost: it says so itself, and a list what its post is called. */
export async function lookForPublished(wanted: Wanted, session: Session<Credentials>): Promise<LookResult> {
  const asked = toRead(`/${wanted.containerId}`, { fields: 'status,error_message' }, session);
  const { status } = await session.send(asked, statusSchema);
  if (status === 'IN_PROGRESS') return { verdict: 'undecided' };
  if (status !== 'PUBLISHED') return { verdict: 'absent' };
  const result = await listed(wanted, session);
  if (result !== null) return { verdict: 'found', result };
  return wanted.settles ? { verdict: 'found', result: { id: null } } : { verdict: 'undecided' };
}

/** https://developers.facebook.com/docs/threads/threads-media, newest first; replies have a list of their own. */
async function listed(
  { isReply, text, since }: Wanted,
  session: Session<Credentials>,
): Promise<{ id: string; permalink: string | null } | null> {
  const list = isReply ? '/me/replies' : '/me/threads';
  const asked = toRead(list, { fields: 'id,permalink,text,timestamp', limit: PAGE }, session);
  const { data } = await session.send(asked, listSchema);
  const recent = data.filter((post) => Date.parse(post.timestamp) >= Date.parse(since));
  const ours = recent.findLast((post) => plain(post.text) === plain(text) && !session.isRecorded(post.id));
  return ours === undefined ? null : { id: ours.id, permalink: ours.permalink };
}

function plain(text: string): string {
  return text.normalize('NFC').replaceAll('\r\n', '\n').trim();
}
