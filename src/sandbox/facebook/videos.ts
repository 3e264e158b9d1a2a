import { mediaFacts } from '../media-facts.ts';
import type { Page } from './accounts.ts';
import type { Parts } from './feed-operations.ts';
import type { Video } from './objects.ts';

type Begun = { page: Page; edge: Video['edge']; fileSize: number | null };

/** The video of an upload that begins. */
export function newVideo({ page, edge, fileSize }: Begun, { objects }: Parts): Video {
  const id = objects.nextId();
  const video: Video = {
    id,
    pageId: page.id,
    edge,
    sessionId: edge === 'videos' ? objects.nextId() : null,
    fileSize,
    parts: [],
    bytes: 0,
    key: null,
    description: '',
    notes: [],
    finishedAt: null,
    postId: objects.nextId(),
    problem: null,
  };
  objects.videos.set(id, video);
  return video;
}

/** Puts the next part of a file to those that are there; the last makes it whole. */
export function addPart(video: Video, bytes: Buffer, { world: { files }, objects }: Parts): Video {
  const parts = [...video.parts, files.put(bytes)];
  const has = video.bytes + bytes.length;
  const key =
    has === video.fileSize ? files.put(Buffer.concat(parts.map((part) => files.get(part) ?? Buffer.alloc(0)))) : null;
  const added = { ...video, parts, bytes: has, key };
  objects.videos.set(video.id, added);
  return added;
}

/** Begins the work on a video that is to be published, once. */
export function finish(video: Video, { world, objects }: Parts): void {
  if (video.finishedAt !== null) return;
  const problem = problemWith(world.files.get(video.key ?? ''), video.edge);
  objects.videos.set(video.id, { ...video, problem, finishedAt: world.now().toISOString() });
}

const durations = { videos: [0, 14_400_000], video_reels: [3_000, 90_000], video_stories: [3_000, 60_000] } as const;

function problemWith(bytes: Buffer | null, edge: Video['edge']): string | null {
  const facts = bytes === null ? null : mediaFacts(bytes);
  if (facts?.kind !== 'video') return 'The video file you selected is in a format that we don’t support.';
  const [shortest, longest] = durations[edge];
  const { durationMs } = facts;
  const fits = durationMs !== null && durationMs >= shortest && durationMs <= longest;
  return fits ? null : `The video has to last from ${shortest / 1000} to ${longest / 1000} seconds.`;
}
