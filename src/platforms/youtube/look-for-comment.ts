import { z } from 'zod';
import type { LookResult, Session } from '../platform.ts';
import { bearer } from './bearer.ts';
import type { Credentials } from './credentials.ts';
import type { WantedComment } from './wire.ts';

const PAGE = 100;

const threadsSchema = z.object({
  items: z
    .array(
      z.object({
        id: z.string(),
        snippet: z.object({
          topLevelComment: z.object({
            snippet: z.object({
              authorChannelId: z.object({ value: z.string() }).optional(),
              textOriginal: z.string().optional(),
              publishedAt: z.iso.datetime({ offset: true }),
            }),
          }),
        }),
      }),
    )
    .default([]),
});

/** Looks through the comments on a video since a commit was planned; their own words are shown to their author alone. */
export async function lookForComment(
  { since, videoId, text }: WantedComment,
  session: Session<Credentials>,
): Promise<LookResult> {
  // https://developers.google.com/youtube/v3/docs/commentThreads/list, newest first.
  const query = new URLSearchParams({ part: 'snippet', videoId, order: 'time', maxResults: String(PAGE) });
  const path = `/youtube/v3/commentThreads?${query}`;
  const { items } = await session.send({ method: 'GET', path, headers: bearer(session) }, threadsSchema);
  const ours = items.findLast(({ id, snippet }) => {
    const { authorChannelId, textOriginal = '', publishedAt } = snippet.topLevelComment.snippet;
    const isOwn = authorChannelId?.value === session.account.remoteId && !session.isRecorded(id);
    return isOwn && Date.parse(publishedAt) >= Date.parse(since) && textOriginal.trim() === text.trim();
  });
  return ours === undefined ? { verdict: 'absent' } : { verdict: 'found', result: { id: ours.id } };
}
