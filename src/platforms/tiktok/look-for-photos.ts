import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { LookResult, Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { userHeaders } from './user-headers.ts';
import type { Wanted } from './wire.ts';

const PAGE = 20;

const listedSchema = z.object({
  id: z.coerce.string(),
  create_time: z.coerce.number(),
  title: z.string().default(''),
  video_description: z.string().default(''),
  share_url: z.string().nullish(),
});
type Listed = z.infer<typeof listedSchema>;

const pageSchema = z.object({ data: z.object({ videos: z.array(listedSchema).default([]) }) });

/** Looks through what everyone sees of the account. What is not there may be seen by fewer, or not be moderated yet. */
export async function lookForPhotos(
  { since, text, title }: Wanted,
  session: Session<Credentials>,
): Promise<LookResult> {
  const words = plain(text || title);
  const listed = words === '' ? [] : await listPublic(session);
  const ours = listed.findLast(
    (post) =>
      post.create_time * 1000 >= Date.parse(since) &&
      [plain(post.title), plain(post.video_description)].includes(words) &&
      !session.isRecorded(post.id),
  );
  if (ours === undefined) return { verdict: 'undecided' };
  return { verdict: 'found', result: { postId: ours.id, url: ours.share_url ?? null } };
}

/** https://developers.tiktok.com/doc/tiktok-api-v2-video-list, newest first; nothing where the login may not read it. */
async function listPublic({ credentials, send }: Session<Credentials>): Promise<Listed[]> {
  const path = '/v2/video/list/?fields=id,title,video_description,create_time,share_url';
  const json = { max_count: PAGE };
  try {
    return (await send({ method: 'POST', path, headers: userHeaders(credentials), json }, pageSchema)).data.videos;
  } catch (error) {
    if (error instanceof PlatformFailure && error.kind === 'permission') return [];
    throw error;
  }
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
