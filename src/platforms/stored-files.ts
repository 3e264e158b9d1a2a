import { PlatformFailure } from './failure.ts';
import type { StoredPart } from './http-request.ts';

/** A file that storage has. */
type StoredFile = { bytes: number; read(range?: { first: number; last: number }): AsyncIterable<Uint8Array> };

/** Where storage finds a file by its key, or null where it has none. */
export type FindFile = (key: string) => Promise<StoredFile | null>;

/** The size and the bytes of a part of a file. Throws where the file is gone, or ends before the part does. */
export async function openPart(
  find: FindFile,
  { key, range }: StoredPart,
): Promise<{ bytes: number; read(): AsyncIterable<Uint8Array> }> {
  const file = await find(key);
  if (file === null) throw gone(`Storage no longer has the file ${key}.`);
  if (range === undefined) return { bytes: file.bytes, read: () => file.read() };
  if (range.last >= file.bytes) throw gone(`The file ${key} has ${file.bytes} bytes, and ${range.last} was asked for.`);
  return { bytes: range.last - range.first + 1, read: () => file.read(range) };
}

function gone(message: string): PlatformFailure {
  const hint = 'Upload the file again and publish it as a new post.';
  return new PlatformFailure({ kind: 'media_rejected', happened: 'no', message, hint });
}
