import { z } from 'zod';
import type { LookResult, Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { authorized, pagePath } from './graph.ts';
import { saysTheSame } from './says-the-same.ts';
import { createdSchema, type Wanted } from './wire.ts';

const PAGE = 25;
const media = ['photo', 'album', 'video'];

const targetSchema = z.object({ target: z.object({ id: z.string().optional() }).optional() });
// https://developers.facebook.com/docs/graph-api/reference/story-attachment
const attachmentSchema = targetSchema.extend({
  media_type: z.string().optional(),
  subattachments: z.object({ data: z.array(targetSchema) }).optional(),
});
const postSchema = createdSchema.extend({
  message: z.string().default(''),
  created_time: z.string(),
  attachments: z.object({ data: z.array(attachmentSchema) }).optional(),
});

/**
 * Looks through what the Page published since a commit was planned: a photo is told by its id, a text by its words where no photo or
 * video stands above them, for those are posts of their own.
 * https://developers.facebook.com/docs/graph-api/reference/page/published_posts, newest first
 */
export async function lookForPost(wanted: Wanted, session: Session<Credentials>): Promise<LookResult> {
  const fields = 'id,message,created_time,permalink_url,attachments{media_type,target,subattachments{target}}';
  const query = new URLSearchParams({ fields, limit: String(PAGE) });
  const path = `${pagePath(session, 'published_posts')}?${query}`;
  const answer = z.object({ data: z.array(postSchema) });
  const { data } = await session.send({ method: 'GET', path, headers: authorized(session) }, answer);
  const recent = data.filter(({ created_time }) => Date.parse(created_time) >= Date.parse(wanted.since));
  const found = recent.findLast((post) => !session.isRecorded(post.id) && isWanted(post, wanted));
  if (found !== undefined) {
    const { id, permalink_url = null } = found;
    return { verdict: 'found', result: { id, permalink_url } };
  }
  return { verdict: recent.length === PAGE ? 'undecided' : 'absent' };
}

function isWanted(post: z.infer<typeof postSchema>, { message, photoIds }: Wanted): boolean {
  const attachments = post.attachments?.data ?? [];
  if (photoIds.length === 0)
    return saysTheSame(post.message, message) && !attachments.some(({ media_type = '' }) => media.includes(media_type));
  const shown = attachments.flatMap((one) => [one, ...(one.subattachments?.data ?? [])]);
  return shown.some(({ target }) => target?.id !== undefined && photoIds.includes(target.id));
}
