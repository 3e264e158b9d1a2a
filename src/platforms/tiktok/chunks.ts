// https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide: chunks have at least 5 MB, and what is over is in the last one.
const SMALLEST_BYTES = 5 * 1024 * 1024;

/** How a video is cut up: as small as TikTok takes it, since all is published with the last chunk. */
export function chunksOf(bytes: number): { size: number; count: number } {
  const count = Math.max(1, Math.floor(bytes / SMALLEST_BYTES));
  return { size: Math.floor(bytes / count), count };
}

/** The chunk in which a byte is: its range, both ends included, and whether it is the last. */
export function chunkWith(byte: number, bytes: number): { first: number; last: number; isLast: boolean } {
  const { size, count } = chunksOf(bytes);
  const index = Math.min(Math.floor(byte / size), count - 1);
  const isLast = index === count - 1;
  return { first: index * size, last: isLast ? bytes - 1 : (index + 1) * size - 1, isLast };
}
