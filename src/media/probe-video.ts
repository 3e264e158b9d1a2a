import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { VideoFacts } from './read-video.ts';
import { createSlots } from './slots.ts';

const program = fileURLToPath(new URL('./read-video-program.ts', import.meta.url));
/** In MiB: the index of twelve hours takes some 300. */
const limits = ['--max-old-space-size=384'];
const ending = { timeout: 60_000, killSignal: 'SIGKILL' } as const;
const facts = z.object({ width: z.int(), height: z.int(), durationMs: z.int() });

/** As many as the images that are decoded at a time: Node does that on four threads. */
const inSlot = createSlots(4);

/** Reads a video in a process of its own: a crafted one may take all memory and time that there are. Null where it cannot be read. */
export function probeVideo(file: string): Promise<VideoFacts | null> {
  return inSlot(() => runProgram(file));
}

async function runProgram(file: string): Promise<VideoFacts | null> {
  const args = [...limits, program, file];
  const { stdout } = await promisify(execFile)(process.execPath, args, { ...ending, env: {} }).catch(unlessKilled);
  return facts.safeParse(JSON.parse(stdout)).data ?? null;
}

/** It ran out of time, or Node ended it since it ran out of memory. */
function unlessKilled(error: { signal?: string | null }): { stdout: string } {
  if (error.signal) return { stdout: 'null' };
  throw error;
}
