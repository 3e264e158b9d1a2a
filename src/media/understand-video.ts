import { open } from 'node:fs/promises';
import { isWholeMovie } from './check-movie.ts';
import { isWholeWebm } from './check-webm.ts';
import { MediaProblem } from './media-problem.ts';
import { probeVideo } from './probe-video.ts';
import type { VideoFacts } from './read-video.ts';
import { blankMovie } from './strip/movie.ts';

/** The sides that H.264 and HEVC can have at most. */
const maxSide = 16_384;
const maxDurationMs = 2 ** 31 - 1;

/**
 * Takes a video as its bytes show it, and blanks in the file what is said about it. Any codec will do: networks differ in theirs.
 * @throws MediaProblem MEDIA_UNREADABLE.
 */
export async function understandVideo(path: string, mimeType: string): Promise<VideoFacts> {
  const isWhole = await prepare(path, mimeType === 'video/webm').catch(unlessMalformed);
  const facts = isWhole ? await probeVideo(path) : null;
  if (facts === null || !isShowable(facts)) throw unreadable();
  return facts;
}

async function prepare(path: string, isWebm: boolean): Promise<boolean> {
  await using file = await open(path, 'r+');
  const { size } = await file.stat();
  if (isWebm) return isWholeWebm(file, size);
  if (!(await isWholeMovie(file, size))) return false;
  await blankMovie(file, size);
  return true;
}

function unlessMalformed(error: unknown): false {
  if (error instanceof RangeError) return false;
  throw error;
}

function isShowable({ width, height, durationMs }: VideoFacts): boolean {
  const isSide = (pixels: number) => pixels >= 1 && pixels <= maxSide;
  return isSide(width) && isSide(height) && durationMs >= 1 && durationMs <= maxDurationMs;
}

function unreadable(): MediaProblem {
  const message =
    'The video is damaged, ends too early, or has no pictures in it, so it cannot be played. Export it again as MP4 with H.264, and send it whole.';
  return new MediaProblem('MEDIA_UNREADABLE', message);
}
