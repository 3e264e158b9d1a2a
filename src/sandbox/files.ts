import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The bytes of media that the networks were sent, by the hash of what they are. */
export type Files = {
  put(bytes: Buffer): string;
  get(key: string): Buffer | null;
};

/** Null keeps them in memory. */
export function openFiles(folder: string | null): Files {
  const kept = new Map<string, Buffer>();
  if (folder !== null) mkdirSync(folder, { recursive: true });
  return {
    put(bytes) {
      const key = createHash('sha256').update(bytes).digest('hex');
      if (folder === null) kept.set(key, bytes);
      else writeFileSync(path.join(folder, key), bytes);
      return key;
    },
    get(key) {
      if (!/^[0-9a-f]{64}$/.test(key)) return null;
      if (folder === null) return kept.get(key) ?? null;
      const file = path.join(folder, key);
      return existsSync(file) ? readFileSync(file) : null;
    },
  };
}
