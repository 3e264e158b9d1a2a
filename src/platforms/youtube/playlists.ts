import { z } from 'zod';
import type { Choice, Session } from '../platform.ts';
import { bearer } from './bearer.ts';
import type { Credentials } from './credentials.ts';

type Line = Session<Credentials>;

const PAGE = 50;
const MOST_PAGES = 10;

const playlistsSchema = z.object({
  items: z.array(z.object({ id: z.string(), snippet: z.object({ title: z.string() }) })).default([]),
  nextPageToken: z.string().optional(),
});

/** The channel's playlists. https://developers.google.com/youtube/v3/docs/playlists/list */
export async function readPlaylists(session: Line): Promise<Choice[]> {
  const choices: Choice[] = [];
  const query = new URLSearchParams({ part: 'snippet', mine: 'true', maxResults: String(PAGE) });
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const path = `/youtube/v3/playlists?${query}`;
    const listed = await session.send({ method: 'GET', path, headers: bearer(session) }, playlistsSchema);
    choices.push(...listed.items.map(({ id, snippet }) => ({ value: id, label: snippet.title })));
    if (listed.nextPageToken === undefined) break;
    query.set('pageToken', listed.nextPageToken);
  }
  return choices;
}

const itemsSchema = z.object({ items: z.array(z.unknown()).default([]) });

/** Whether a playlist shows a video. https://developers.google.com/youtube/v3/docs/playlistItems/list */
export async function isInPlaylist(asked: { playlistId: string; videoId: string }, session: Line): Promise<boolean> {
  const path = `/youtube/v3/playlistItems?${new URLSearchParams({ part: 'id', ...asked })}`;
  const { items } = await session.send({ method: 'GET', path, headers: bearer(session) }, itemsSchema);
  return items.length > 0;
}
