import { expect, test } from 'vitest';
import { chunksOf, chunkWith } from '../../../src/platforms/tiktok/chunks.ts';

const MB = 1024 * 1024;
const sizes = [1, 5 * MB - 1, 5 * MB, 10 * MB - 1, 10 * MB, 12_345_678, 64 * MB + 1, 4_000_000_000];

test.for(sizes)('a video of %i bytes is cut up as TikTok asks', (bytes) => {
  const { size, count } = chunksOf(bytes);
  expect(count).toBe(Math.floor(bytes / size));
  expect(count).toBeLessThanOrEqual(1_000);
  if (bytes >= 5 * MB) expect(size).toBeGreaterThanOrEqual(5 * MB);
  expect(size).toBeLessThanOrEqual(64 * MB);
  const last = chunkWith(bytes - 1, bytes);
  expect(last).toMatchObject({ last: bytes - 1, isLast: true });
  expect(last.last - last.first + 1).toBeLessThan(size + count);
});

test('the chunks follow each other without a gap', () => {
  const bytes = 31 * MB + 7;
  const chunks: [number, number][] = [];
  for (let at = 0; at < bytes; ) {
    const { first, last } = chunkWith(at, bytes);
    chunks.push([first, last]);
    at = last + 1;
  }
  expect(chunks).toHaveLength(chunksOf(bytes).count);
  expect(chunks.map(([first]) => first)).toEqual([0, ...chunks.slice(0, -1).map(([, last]) => last + 1)]);
  expect(chunkWith(chunks[2]?.[0] ?? 0, bytes)).toEqual(chunkWith(chunks[2]?.[1] ?? 0, bytes));
});
