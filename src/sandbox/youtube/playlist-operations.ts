import { z } from 'zod';
import { readJson, readQuery } from '../google/read-json.ts';
import { SECOND } from '../limits.ts';
import type { Answer, Incoming, Operation } from '../network.ts';
import { type Account, playlistsOf, uploadsOf } from './accounts.ts';
import { operation, type Parts } from './parts.ts';
import { refuse } from './refuse.ts';
import type { Video } from './videos.ts';

/** A new video is among a channel's uploads after this time. */
const LISTING_LAG_MS = 2 * SECOND;

/** Playlists, and what is in them. https://developers.google.com/youtube/v3/docs/playlistItems */
export function playlistOperations(parts: Parts): Operation[] {
  return [
    operation(parts, 'GET /youtube/v3/playlists', { needs: 'read', run: listPlaylists }),
    operation(parts, 'GET /youtube/v3/playlistItems', { needs: 'read', run: listItems }),
    operation(parts, 'POST /youtube/v3/playlistItems', { needs: 'write', run: addItem }),
  ];
}

const pageSize = z.coerce.number().int().min(0).max(50).default(5);
const playlistsSchema = z.strictObject({ part: z.literal('snippet'), mine: z.literal('true'), maxResults: pageSize });

function listPlaylists(incoming: Incoming, account: Account): Answer {
  readQuery(incoming, playlistsSchema);
  const items = playlistsOf(account).map(({ id, title }) => ({ kind: 'youtube#playlist', id, snippet: { title } }));
  return { status: 200, body: { kind: 'youtube#playlistListResponse', items } };
}

const itemsSchema = z.strictObject({
  part: z.enum(['id', 'snippet']),
  playlistId: z.string(),
  videoId: z.string().optional(),
  maxResults: pageSize,
});

function listItems(incoming: Incoming, account: Account, { world, videos }: Parts): Answer {
  const { playlistId, videoId, maxResults } = readQuery(incoming, itemsSchema);
  const own = videos.ofAccount(account.id);
  const seenUntil = world.now().getTime() - LISTING_LAG_MS;
  const all = isUploads(playlistId, account)
    ? own.filter(({ at }) => Date.parse(at) <= seenUntil)
    : own.filter(({ playlists }) => playlists.includes(ownPlaylist(playlistId, account)));
  const page = all.filter(({ id }) => videoId === undefined || id === videoId).slice(0, maxResults);
  return {
    status: 200,
    body: { kind: 'youtube#playlistItemListResponse', items: page.map((video) => entity(video, playlistId)) },
  };
}

const newItemSchema = z.strictObject({
  snippet: z.strictObject({
    playlistId: z.string(),
    resourceId: z.strictObject({ kind: z.literal('youtube#video'), videoId: z.string() }),
  }),
});

/** The same video may be in a playlist twice. */
function addItem(incoming: Incoming, account: Account, { videos }: Parts): Answer {
  const { snippet } = readJson(incoming, newItemSchema);
  const playlistId = ownPlaylist(snippet.playlistId, account);
  const video = videos.find(snippet.resourceId.videoId) ?? refuse('videoNotFound');
  const changed = videos.change(video, { playlists: [...video.playlists, playlistId] });
  return { status: 200, body: entity(changed, playlistId) };
}

function isUploads(playlistId: string, account: Account): boolean {
  return playlistId === uploadsOf(account);
}

function ownPlaylist(playlistId: string, account: Account): string {
  return playlistsOf(account).find(({ id }) => id === playlistId)?.id ?? refuse('playlistNotFound');
}

function entity({ id, title, description, at }: Video, playlistId: string) {
  const resourceId = { kind: 'youtube#video', videoId: id };
  const itemId = Buffer.from(`${playlistId}.${id}`).toString('base64');
  const snippet = { publishedAt: at, title, description, playlistId, resourceId };
  return { kind: 'youtube#playlistItem', id: itemId, snippet };
}
