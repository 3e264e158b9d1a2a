import { type MediaStorage, originalKey } from './storage.ts';

type Sweeping = {
  storage: MediaStorage;
  /** Only what was put before this time goes: what is younger may be about to become media. */
  putBefore: Date;
  /** Which of these hashes are those of media that somebody can see. */
  findKept(hashes: readonly string[]): Promise<ReadonlySet<string>>;
  signal: AbortSignal;
};

const batchSize = 500;

/** Removes the files that are no longer of any medium, and what was made from them. Answers how many. */
export async function sweepStorage(sweeping: Sweeping): Promise<number> {
  let removed = 0;
  let batch: string[] = [];
  for await (const { key, putAt } of sweeping.storage.list()) {
    if (sweeping.signal.aborted) return removed;
    if (putAt < sweeping.putBefore) batch.push(key);
    if (batch.length < batchSize) continue;
    removed += await sweepBatch(sweeping, batch);
    batch = [];
  }
  return batch.length === 0 ? removed : removed + (await sweepBatch(sweeping, batch));
}

async function sweepBatch(sweeping: Sweeping, keys: readonly string[]): Promise<number> {
  const { storage, putBefore, findKept, signal } = sweeping;
  const kept = await findKept([...new Set(keys.map(originalKey))]);
  let removed = 0;
  for (const key of keys) {
    if (signal.aborted) break;
    if (kept.has(originalKey(key))) continue;
    await storage.remove(key, putBefore);
    removed += 1;
  }
  return removed;
}
