import { z } from 'zod';
import type { LookResult, Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { toRead } from './requests.ts';
import { saysTheSame } from './says-the-same.ts';
import { statusSchema, type Wanted } from './wire.ts';

const PAGE = '25';

const listSchema = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      caption: z.string().default(''),
      permalink: z.string().nullish().default(null),
      timestamp: z.string(),
    }),
  ),
});

/** What became of a container whose publication was lost: it says so itself, and a list what its post is called. */
export async function lookForPublished(wanted: Wanted, session: Session<Credentials>): Promise<LookResult> {
  const asked = toRead(`/${wanted.containerId}`, { fields: 'status_code,status' }, session);
  const { status_code: state } = await session.send(asked, statusSchema);
  if (state === 'IN_PROGRESS') return { verdict: 'undecided' };
  if (state !== 'PUBLISHED') return { verdict: 'absent' };
  const result = await listed(wanted, session);
  if (result !== null) return { verdict: 'found', result };
  return wanted.settles ? { verdict: 'found', result: { id: null } } : { verdict: 'undecided' };
}

/** https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media#reading, newest first, and …/ig-user/stories */
async function listed(
  { isStory, caption, since }: Wanted,
  session: Session<Credentials>,
): Promise<{ id: string; permalink: string | null } | null> {
  const list = `/${session.account.remoteId}/${isStory ? 'stories' : 'media'}`;
  const asked = toRead(list, { fields: 'id,caption,permalink,timestamp,media_type', limit: PAGE }, session);
  const { data } = await session.send(asked, listSchema);
  const recent = data.filter((medium) => Date.parse(medium.timestamp) >= Date.parse(since));
  const ours = recent.findLast((medium) => saysTheSame(medium.caption, caption) && !session.isRecorded(medium.id));
  return ours === undefined ? null : { id: ours.id, permalink: ours.permalink };
}
