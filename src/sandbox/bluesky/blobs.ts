import { z } from 'zod';
import { mediaFacts } from '../media-facts.ts';
import type { World } from '../network.ts';
import { rawCidOf } from './cid.ts';
import { refuse } from './xrpc.ts';

const rowSchema = z.object({
  did: z.string(),
  cid: z.string(),
  /** Of the sandbox's files. */
  key: z.string(),
  mimeType: z.string(),
  size: z.number(),
});
type StoredBlob = z.infer<typeof rowSchema>;

/** A file, as records refer to it (https://atproto.com/specs/data-model#blob-type). */
export const blobSchema = z.object({
  $type: z.literal('blob'),
  ref: z.object({ $link: z.string() }),
  mimeType: z.string(),
  size: z.number(),
});
type Blob = z.infer<typeof blobSchema>;

export type Blobs = ReturnType<typeof openBlobs>;

/** The files of all repositories. */
export function openBlobs({ store, files }: Pick<World, 'store' | 'files'>) {
  const table = store.table('bluesky/blobs', rowSchema);
  const find = (did: string, cid: string): StoredBlob | undefined => table.get(`${did} ${cid}`);
  return {
    find,
    /** Keeps a file. What it is said to be counts only where its bytes do not tell. */
    keep(did: string, bytes: Buffer, saidToBe: string): Blob {
      const cid = rawCidOf(bytes);
      const mimeType = mediaFacts(bytes)?.mimeType ?? saidToBe;
      table.set(`${did} ${cid}`, { did, cid, key: files.put(bytes), mimeType, size: bytes.length });
      return { $type: 'blob', ref: { $link: cid }, mimeType, size: bytes.length };
    },
    /** Refuses a record that refers to what is not there, or says something else of it. */
    check(did: string, value: unknown): void {
      for (const { ref, mimeType, size } of blobsIn(value)) {
        const stored = find(did, ref.$link) ?? refuse('BlobNotFound', `Could not find blob: ${ref.$link}`);
        const differs = (what: string, expected: unknown, got: unknown): string =>
          `Referenced ${what} does not match stored blob. Expected: ${expected}, Got: ${got}`;
        if (mimeType !== stored.mimeType) refuse('InvalidMimeType', differs('Mimetype', stored.mimeType, mimeType));
        if (size !== stored.size) refuse('InvalidSize', differs('Size', stored.size, size));
      }
    },
  };
}

function blobsIn(value: unknown): Blob[] {
  if (typeof value !== 'object' || value === null) return [];
  const blob = blobSchema.safeParse(value);
  return blob.success ? [blob.data] : Object.values(value).flatMap(blobsIn);
}
