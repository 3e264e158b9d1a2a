import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { VideoFacts } from './read-video.ts';

const workerFile = new URL('./read-video-worker.ts', import.meta.url);
const maxSeconds = 60;
const resourceLimits = { maxOldGenerationSizeMb: 512 };

/** Reads a video beside this thread: what a crafted file makes of memory and time ends with it. Null where it cannot be read. */
export async function probeVideo(file: string): Promise<VideoFacts | null> {
  const worker = new Worker(workerFile, { workerData: file, resourceLimits, execArgv: [] });
  try {
    const [facts] = await once(worker, 'message', { signal: AbortSignal.timeout(maxSeconds * 1_000) });
    return facts as VideoFacts | null;
  } catch (error) {
    if (isItsFault(error as NodeJS.ErrnoException)) return null;
    throw error;
  } finally {
    await worker.terminate();
  }
}

function isItsFault({ name, code }: NodeJS.ErrnoException): boolean {
  return name === 'AbortError' || code === 'ERR_WORKER_OUT_OF_MEMORY';
}
