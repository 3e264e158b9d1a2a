import { MB, MINUTE } from './media-rule.ts';

const SLOWEST_BYTES_PER_MS = MB / 4_000;

/** How long the upload of a file may take: a minute, and what it takes at 250 kB a second. */
export function uploadTimeoutMs(bytes: number): number {
  return MINUTE + Math.ceil(bytes / SLOWEST_BYTES_PER_MS);
}
