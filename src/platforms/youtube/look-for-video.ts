import { z } from 'zod';
import type { LookResult, Session } from '../platform.ts';
import { bearer } from './bearer.ts';
import type { Credentials } from './credentials.ts';
import type { WantedVideo } from './wire.ts';

type Line = Session<Credentials>;

const PAGE = 50;

const uploadsSchema = z.object({
  items: z
    .array(z.object({ contentDetails: z.object({ relatedPlaylists: z.object({ uploads: z.string() }) }) }))
    .default([]),
});

const listedSchema = z.object({
  items: z
    .array(
      z.object({
        snippet: z.object({
          title: z.string(),
          description: z.string(),
          publishedAt: z.iso.datetime({ offset: true }),
          resourceId: z.object({ videoId: z.string() }),
        }),
      }),
    )
    .default([]),
});

/** Looks through what the channel uploaded since a commit was planned, for a video whose session is gone. */
export async function lookForVideo(wanted: WantedVideo, session: Line): Promise<LookResult> {
  const playlist = await uploadsOf(session);
  const listed = playlist === null ? [] : await newestIn(playlist, session);
  const ours = listed.findLast(
    ({ snippet }) =>
      Date.parse(snippet.publishedAt) >= Date.parse(wanted.since) &&
      snippet.title.trim() === wanted.title.trim() &&
      snippet.description.trim() === wanted.description.trim() &&
      !session.isRecorded(snippet.resourceId.videoId),
  );
  if (ours === undefined) return { verdict: 'absent' };
  return { verdict: 'found', result: { id: ours.snippet.resourceId.videoId } };
}

/** https://developers.google.com/youtube/v3/docs/channels/list */
async function uploadsOf(session: Line): Promise<string | null> {
  const path = '/youtube/v3/channels?part=contentDetails&mine=true';
  const { items } = await session.send({ method: 'GET', path, headers: bearer(session) }, uploadsSchema);
  return items[0]?.contentDetails.relatedPlaylists.uploads ?? null;
}

/** https://developers.google.com/youtube/v3/docs/playlistItems/list: of a channel's uploads, newest first. */
async function newestIn(playlist: string, session: Line) {
  const query = new URLSearchParams({ part: 'snippet', playlistId: playlist, maxResults: String(PAGE) });
  const path = `/youtube/v3/playlistItems?${query}`;
  return (await session.send({ method: 'GET', path, headers: bearer(session) }, listedSchema)).items;
}
