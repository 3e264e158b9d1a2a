import type { Readable } from 'node:stream';

/** Where the bytes of media are. Whatever `put` has answered for is there after a crash of the machine. */
export type MediaStorage = {
  /** A folder of this machine, where a file lies until it is whole and understood. */
  incoming: string;
  /** Keeps bytes under their SHA-256, so that the same bytes are kept once; or under a name that was made from another key. */
  put(source: AsyncIterable<Uint8Array>, key?: string): Promise<StoredBytes>;
  /** Null where nothing is kept under the key. */
  find(key: string): Promise<StoredFile | null>;
};

export type StoredBytes = { key: string; bytes: number };

/** First and last byte, both included. */
export type ByteRange = { first: number; last: number };

export type StoredFile = { bytes: number; read(range?: ByteRange): Readable };

/** Under which key the small picture of a file is kept. */
export function thumbnailKey(key: string): string {
  return `${key}.thumbnail.webp`;
}
