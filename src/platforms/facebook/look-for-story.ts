import { z } from 'zod';
import type { LookResult, Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { authorized, pagePath } from './graph.ts';
import { idSchema, type wantedStorySchema } from './wire.ts';

const answerSchema = z.object({
  data: z.array(z.object({ post_id: idSchema, media_id: z.string().optional(), url: z.string().nullish() })),
});

/** Looks for the story of a photo or a video. https://developers.facebook.com/docs/page-stories-api: empty where the Page keeps no archive. */
export async function lookForStory(
  { since, mediaId }: z.infer<typeof wantedStorySchema>,
  session: Session<Credentials>,
): Promise<LookResult> {
  const seconds = Math.floor(Date.parse(since) / 1000);
  const query = new URLSearchParams({ fields: 'post_id,status,creation_time,media_id,url', since: String(seconds) });
  const path = `${pagePath(session, 'stories')}?${query}`;
  const { data } = await session.send({ method: 'GET', path, headers: authorized(session) }, answerSchema);
  const found = data.find((story) => story.media_id === mediaId);
  if (found === undefined) return { verdict: 'absent' };
  return { verdict: 'found', result: { postId: found.post_id, url: found.url ?? null } };
}
