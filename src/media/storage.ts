import type { Readable } from 'node:stream';

/** Where the bytes of media are. Whatever `put` has answered for is there after a crash of the machine. */
export type MediaStorage = {
  /** A folder of this machine, where a file lies until it is whole and understood. */
  incoming: string;
  /**
   * Keeps bytes under their SHA-256, so that the same bytes are kept once; or under a name that was made from another key. What is there already
   * is put anew, and as young as what is new. It is done with a chunk before it asks for the next.
   */
  put(source: AsyncIterable<Uint8Array>, key?: string): Promise<StoredBytes>;
  /** Null where nothing is kept under the key. */
  find(key: string): Promise<StoredFile | null>;
  /** Everything that is kept, and when it was last put. */
  list(): AsyncIterable<ListedFile>;
  /** Removes what is kept under the key, unless it is gone, or was put at this time or later. */
  remove(key: string, unlessPutSince: Date): Promise<void>;
};

export type StoredBytes = { key: string; bytes: number };

/** First and last byte, both included. */
export type ByteRange = { first: number; last: number };

export type StoredFile = { bytes: number; read(range?: ByteRange): Readable };

export type ListedFile = { key: string; putAt: Date };

const keyPattern = /^[0-9a-f]{64}(\.[\w.-]+)?$/;

/** Whether a name is one under which media are kept: the SHA-256 of a file, and what was made from it behind a dot. */
export function isKey(name: string): boolean {
  return keyPattern.test(name);
}

/** Where a key's file lies, the same in every storage: "ab/abcd…". */
export function placeOf(key: string): string {
  if (!isKey(key)) throw new Error('This is no key of stored media.');
  return `${key.slice(0, 2)}/${key}`;
}

/** The key of the file from which the one under a key was made, or the key itself. */
export function originalKey(key: string): string {
  return key.slice(0, 64);
}

/** Under which key the small picture of a file is kept. */
export function thumbnailKey(key: string): string {
  return `${key}.thumbnail.webp`;
}
