import { z } from 'zod';
import { readQuery } from '../google/read-json.ts';
import type { Answer, Incoming, Operation } from '../network.ts';
import { type Account, hasChannel, isVerified, uploadsOf } from './accounts.ts';
import { operation, type Parts } from './parts.ts';
import { refuse } from './refuse.ts';

/** Channels, and what becomes of videos. https://developers.google.com/youtube/v3/docs */
export function videoOperations(parts: Parts): Operation[] {
  return [
    operation(parts, 'GET /youtube/v3/channels', { needs: 'read', run: listChannels }),
    operation(parts, 'GET /youtube/v3/videos', { needs: 'read', run: listVideos }),
    operation(parts, 'DELETE /youtube/v3/videos', { needs: 'write', run: deleteVideo }),
  ];
}

const partsOf = <Name extends string>(...names: readonly [Name, ...Name[]]) =>
  z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(z.enum(names)));

const channelsSchema = z.strictObject({
  part: partsOf('id', 'snippet', 'status', 'contentDetails'),
  mine: z.literal('true'),
});

function listChannels(incoming: Incoming, account: Account, { world }: Parts): Answer {
  const { part } = readQuery(incoming, channelsSchema);
  const { id, name, displayName } = account;
  const all = {
    id: {},
    snippet: {
      snippet: {
        title: displayName,
        customUrl: `@${name}`,
        thumbnails: { default: { url: `${world.url()}/ytc/${id}.jpg`, width: 88, height: 88 } },
      },
    },
    status: { status: { privacyStatus: 'public', longUploadsStatus: isVerified(account) ? 'allowed' : 'eligible' } },
    contentDetails: { contentDetails: { relatedPlaylists: { likes: 'LL', uploads: uploadsOf(account) } } },
  };
  const item = { kind: 'youtube#channel', id, ...Object.assign({}, ...part.map((name) => all[name])) };
  const list = hasChannel(account) ? { items: [item] } : {};
  return { status: 200, body: { kind: 'youtube#channelListResponse', ...list } };
}

const videosSchema = z.strictObject({ part: partsOf('id', 'status', 'processingDetails'), id: z.string() });

function listVideos(incoming: Incoming, account: Account, { videos }: Parts): Answer {
  const { part, id } = readQuery(incoming, videosSchema);
  const video = videos.find(id);
  if (video === undefined) return { status: 200, body: { kind: 'youtube#videoListResponse', items: [] } };
  if (video.accountId !== account.id) return refuse('forbidden');
  const { status, processingDetails } = videos.stateOf(video);
  const item = {
    kind: 'youtube#video',
    id,
    ...(part.includes('status') ? { status: { ...status, privacyStatus: video.privacy } } : {}),
    ...(part.includes('processingDetails') ? { processingDetails } : {}),
  };
  return { status: 200, body: { kind: 'youtube#videoListResponse', items: [item] } };
}

const deleteSchema = z.strictObject({ id: z.string() });

function deleteVideo(incoming: Incoming, account: Account, { videos, comments }: Parts): Answer {
  const video = videos.find(readQuery(incoming, deleteSchema).id) ?? refuse('videoNotFound');
  if (video.accountId !== account.id) return refuse('forbidden');
  videos.remove(video);
  comments.removeOf(video.id);
  return { status: 204, body: undefined };
}
