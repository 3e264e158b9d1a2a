import { z } from 'zod';
import type { World } from '../network.ts';
import { cidOf, type Data } from './cid.ts';
import { nextTid } from './tid.ts';

const dataSchema: z.ZodType<Data> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.int(), z.string(), z.array(dataSchema), z.record(z.string(), dataSchema)]),
);
/** A record as a client may send it: an object whose numbers are whole. */
export const recordSchema = z.record(z.string(), dataSchema);
export type RecordData = z.infer<typeof recordSchema>;

const rowSchema = z.object({
  did: z.string(),
  collection: z.string(),
  rkey: z.string(),
  cid: z.string(),
  value: recordSchema,
  at: z.iso.datetime(),
});
export type StoredRecord = z.infer<typeof rowSchema>;

const headSchema = z.object({ cid: z.string(), rev: z.string() });
export type Commit = z.infer<typeof headSchema>;

export type RecordKey = { did: string; collection: string; rkey: string };

/** The repositories of all accounts. */
export type Repos = ReturnType<typeof openRepos>;

export const uriOf = ({ did, collection, rkey }: RecordKey): string => `at://${did}/${collection}/${rkey}`;

export function openRepos({ store, now }: World) {
  const records = store.table('bluesky/records', rowSchema);
  const heads = store.table('bluesky/heads', headSchema);

  const commit = (did: string): Commit => {
    const rev = nextTid(now());
    const next = { rev, cid: cidOf({ did, rev, prev: heads.get(did)?.cid ?? null }) };
    heads.set(did, next);
    return next;
  };

  return {
    find: (key: RecordKey): StoredRecord | undefined => records.get(uriOf(key)),
    findUri: (uri: string): StoredRecord | undefined => records.get(uri),
    head: (did: string): Commit | undefined => heads.get(did),
    /** Makes or replaces a record, with a commit. */
    write(key: RecordKey, { value, cid }: { value: RecordData; cid: string }): Commit {
      const made = commit(key.did);
      const at = records.get(uriOf(key))?.at ?? now().toISOString();
      records.set(uriOf(key), { ...key, cid, value, at });
      return made;
    },
    remove(key: RecordKey): Commit {
      const made = commit(key.did);
      records.delete(uriOf(key));
      return made;
    },
    list: (did: string, collection: string): StoredRecord[] =>
      records.rows().filter((row) => row.did === did && row.collection === collection),
    inCollection: (collection: string): StoredRecord[] => records.rows().filter((row) => row.collection === collection),
    clear: (): void => records.clear(),
  };
}
