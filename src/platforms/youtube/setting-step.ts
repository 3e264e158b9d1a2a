import type { JsonObject } from '../../domain/json.ts';
import type { Next, SegmentToPublish } from '../platform.ts';
import { schema } from './options.ts';
import type { Moment } from './upload-step.ts';
import { thumbnailSchema } from './wire.ts';

/** A video that is there stays there without its thumbnail or its playlist: each is tried twice. */
const MOST_TRIES = 2;

/** Fetches the thumbnail before anything is seen, so that one that cannot be had is said in time. */
export function thumbnailStep({ options }: SegmentToPublish, { journal }: Moment): Next | null {
  const { thumbnailUrl } = schema.parse(options);
  if (!thumbnailUrl || journal.some(({ name, status }) => name === 'read_thumbnail' && status === 'DONE')) return null;
  return { do: 'call', call: { name: 'read_thumbnail', kind: 'prepare', request: { url: thumbnailUrl } } };
}

/** What a video still lacks of what was chosen for it: its thumbnail, its place in a playlist. */
export function settingStep({ options }: SegmentToPublish, videoId: string, moment: Moment): Next | null {
  const { playlistId } = schema.parse(options);
  const thumbnail = thumbnailSchema.safeParse(readThumbnail(moment)).data;
  const set = thumbnail && once('set_thumbnail', { videoId, ...thumbnail }, moment);
  const add = playlistId && once('add_to_playlist', { videoId, playlistId, again: wasTried(videoId, moment) }, moment);
  return set || add || null;
}

function readThumbnail({ journal }: Moment): unknown {
  return journal.findLast(({ name, status }) => name === 'read_thumbnail' && status === 'DONE')?.result;
}

function once(name: string, request: JsonObject & { videoId: string }, { journal }: Moment): Next | null {
  const tries = journal.filter((entry) => entry.name === name && entry.request.videoId === request.videoId);
  if (tries.some(({ status }) => status === 'DONE') || tries.length >= MOST_TRIES) return null;
  return { do: 'call', call: { name, kind: 'prepare', request, optional: true } };
}

function wasTried(videoId: string, { journal }: Moment): boolean {
  return journal.some(({ name, request }) => name === 'add_to_playlist' && request.videoId === videoId);
}
