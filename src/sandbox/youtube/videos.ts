import { z } from 'zod';
import { MINUTE } from '../limits.ts';
import { mediaFacts } from '../media-facts.ts';
import type { World } from '../network.ts';
import { newVideoId } from './ids.ts';

const videoSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  title: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  privacy: z.string(),
  madeForKids: z.boolean(),
  notes: z.array(z.string()),
  /** The bytes, and the thumbnail, as files of the sandbox. */
  file: z.string(),
  mimeType: z.string(),
  thumbnail: z.string().nullable(),
  playlists: z.array(z.string()),
  /** What is wrong with the file, as processing finds it. */
  problem: z
    .object({ failureReason: z.string() })
    .or(z.object({ rejectionReason: z.string() }))
    .nullable(),
  at: z.iso.datetime(),
});
export type Video = z.infer<typeof videoSchema>;
export type NewVideo = Omit<Video, 'id' | 'at' | 'thumbnail' | 'playlists' | 'file' | 'problem'>;
export type Videos = ReturnType<typeof openVideos>;

/** A channel that is not verified publishes nothing that is longer. */
const UNVERIFIED_MS = 15 * MINUTE;

/** The videos of YouTube. */
export function openVideos({ store, now, files, processingMs }: World) {
  const table = store.table('youtube/videos', videoSchema);
  const set = (video: Video): Video => {
    table.set(video.id, video);
    return video;
  };
  return {
    find: (id: string): Video | undefined => table.get(id),
    all: (): Video[] => table.rows(),
    /** Newest first. */
    ofAccount: (accountId: string): Video[] =>
      table
        .rows()
        .filter((video) => video.accountId === accountId)
        .reverse(),
    add: (facts: NewVideo, bytes: Buffer, isVerified: boolean): Video =>
      set({
        ...facts,
        id: newVideoId(),
        file: files.put(bytes),
        thumbnail: null,
        playlists: [],
        problem: problemWith(bytes, isVerified),
        at: now().toISOString(),
      }),
    change: (video: Video, facts: Partial<Video>): Video => set({ ...video, ...facts }),
    remove: ({ id }: Video): void => table.delete(id),
    clear: (): void => table.clear(),
    /** How far YouTube is with a video. https://developers.google.com/youtube/v3/docs/videos#status.uploadStatus */
    stateOf: ({ at, problem }: Video) => {
      if (now().getTime() - Date.parse(at) < processingMs)
        return { status: { uploadStatus: 'uploaded' }, processingDetails: { processingStatus: 'processing' } };
      if (problem === null)
        return { status: { uploadStatus: 'processed' }, processingDetails: { processingStatus: 'succeeded' } };
      const uploadStatus = 'failureReason' in problem ? 'failed' : 'rejected';
      return { status: { uploadStatus, ...problem }, processingDetails: { processingStatus: 'terminated' } };
    },
  };
}

function problemWith(bytes: Buffer, isVerified: boolean): Video['problem'] {
  const facts = mediaFacts(bytes);
  if (facts?.kind !== 'video' && !isOtherContainer(bytes)) return { failureReason: 'invalidFile' };
  const isTooLong = !isVerified && (facts?.durationMs ?? 0) > UNVERIFIED_MS;
  return isTooLong ? { rejectionReason: 'length' } : null;
}

/** WebM and Matroska, AVI, FLV, WMV and MPEG, by their first bytes. */
function isOtherContainer(bytes: Buffer): boolean {
  const first = bytes.subarray(0, 4).toString('hex');
  return ['1a45dfa3', '52494646', '464c5601', '3026b275', '000001ba', '000001b3'].includes(first);
}
