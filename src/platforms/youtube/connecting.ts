import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import { googleConnecting } from '../google-connecting.ts';

const channelsSchema = z.object({
  items: z
    .array(
      z.object({
        id: z.string().min(1),
        snippet: z.object({
          title: z.string(),
          customUrl: z.string().optional(),
          thumbnails: z.object({ default: z.object({ url: z.string() }).optional() }).optional(),
        }),
      }),
    )
    .default([]),
});

// https://developers.google.com/youtube/v3/guides/auth/server-side-web-apps: force-ssl is for comments, playlists and removal.
export const connecting = googleConnecting({
  settings: 'YOUTUBE',
  scopes: ['youtube.upload', 'youtube.readonly', 'youtube.force-ssl'].map(
    (scope) => `https://www.googleapis.com/auth/${scope}`,
  ),

  /** https://developers.google.com/youtube/v3/docs/channels/list: the channel that was chosen at the login. */
  async read(accessToken, { send }) {
    const path = '/youtube/v3/channels?part=id,snippet&mine=true';
    const headers = { authorization: `Bearer ${accessToken}` };
    const { items } = await send({ method: 'GET', path, headers }, channelsSchema);
    if (items.length === 0) throw noChannel();
    return items.map(({ id, snippet }) => ({
      remoteId: id,
      username: snippet.customUrl?.replace(/^@/, '') ?? snippet.title,
      nickname: snippet.title || null,
      avatarUrl: snippet.thumbnails?.default?.url ?? null,
    }));
  },
});

function noChannel(): PlatformFailure {
  const message = 'This Google account has no channel on YouTube.';
  const hint = 'Create a channel at youtube.com/create_channel, then connect the account again.';
  return new PlatformFailure({ kind: 'permission', happened: 'no', message, hint });
}
