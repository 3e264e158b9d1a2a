import { z } from 'zod';
import type { Answer, Incoming, Operation, World } from '../network.ts';
import type { Accounts } from './accounts.ts';
import type { Blobs } from './blobs.ts';
import { cidOf } from './cid.ts';
import { checkRecord } from './record-check.ts';
import { type RecordData, type RecordKey, type Repos, recordSchema, uriOf } from './repos.ts';
import { nextTid } from './tid.ts';
import type { Tokens } from './tokens.ts';
import { format, input, params, refuse } from './xrpc.ts';

const RECORD_BODY = 1_000_000;
const SMALL_BODY = 150 * 1024;
/** The largest file, as describeServer says it. */
export const BLOB_LIMIT = 52_428_800;

const createSchema = z.object({
  repo: format.identifier,
  collection: format.collection,
  rkey: format.recordKey.optional(),
  validate: z.boolean().optional(),
  record: recordSchema,
  swapCommit: format.cid.optional(),
});
const putSchema = createSchema.extend({ rkey: format.recordKey, swapRecord: format.cid.nullable().optional() });
const deleteSchema = z.object({
  repo: format.identifier,
  collection: format.collection,
  rkey: format.recordKey,
  swapRecord: format.cid.optional(),
  swapCommit: format.cid.optional(),
});
const getSchema = z.object({
  repo: format.identifier,
  collection: format.collection,
  rkey: format.recordKey,
  cid: format.cid.optional(),
});
const listSchema = z.object({
  repo: format.identifier,
  collection: format.collection,
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().optional(),
  reverse: z.enum(['true', 'false']).default('false'),
});

type Parts = { world: World; accounts: Accounts; tokens: Tokens; repos: Repos; blobs: Blobs };

/** Reading and writing records. */
export function repoOperations(parts: Parts): Operation[] {
  const write = (verb: string, publishes: boolean, run: (incoming: Incoming, parts: Parts) => Answer): Operation => {
    const name = `com.atproto.repo.${verb}`;
    const maxBodyBytes = publishes ? RECORD_BODY : SMALL_BODY;
    return {
      name,
      method: 'POST',
      path: `/xrpc/${name}`,
      publishes,
      maxBodyBytes,
      run: (incoming) => run(incoming, parts),
    };
  };
  const read = (verb: string, run: (incoming: Incoming, parts: Parts) => Answer): Operation => ({
    ...write(verb, false, run),
    method: 'GET',
  });
  return [
    write('putRecord', true, putRecord),
    write('createRecord', true, createRecord),
    write('deleteRecord', false, deleteRecord),
    read('getRecord', getRecord),
    read('listRecords', listRecords),
    { ...write('uploadBlob', false, uploadBlob), maxBodyBytes: BLOB_LIMIT },
  ];
}

function putRecord(incoming: Incoming, parts: Parts): Answer {
  const caller = authenticate(incoming, parts);
  const body = input(incoming, putSchema);
  const key = { did: ownRepo(body.repo, caller, parts), collection: body.collection, rkey: body.rkey };
  const current = parts.repos.find(key);
  const { value, cid, validationStatus } = prepare(key, body, parts);
  const uri = uriOf(key);
  // As on the real server, the same bytes are no change, whatever the swap asks for.
  if (current?.cid === cid) return { status: 200, body: { uri, cid, validationStatus } };
  checkCommitSwap(key.did, body.swapCommit, parts);
  if (body.swapRecord !== undefined && body.swapRecord !== (current?.cid ?? null)) {
    refuse('InvalidSwap', `Record was at ${current?.cid ?? 'null'}`);
  }
  return { status: 200, body: { uri, cid, commit: parts.repos.write(key, { value, cid }), validationStatus } };
}

function createRecord(incoming: Incoming, parts: Parts): Answer {
  const caller = authenticate(incoming, parts);
  const body = input(incoming, createSchema);
  const rkey = body.rkey ?? nextTid(parts.world.now());
  const key = { did: ownRepo(body.repo, caller, parts), collection: body.collection, rkey };
  const { value, cid, validationStatus } = prepare(key, body, parts);
  checkCommitSwap(key.did, body.swapCommit, parts);
  // The real server fails inside its tree.
  if (parts.repos.find(key) !== undefined) refuse('InternalServerError', 'Internal Server Error');
  const commit = parts.repos.write(key, { value, cid });
  return { status: 200, body: { uri: uriOf(key), cid, commit, validationStatus } };
}

function deleteRecord(incoming: Incoming, parts: Parts): Answer {
  const caller = authenticate(incoming, parts);
  const body = input(incoming, deleteSchema);
  const key = { did: ownRepo(body.repo, caller, parts), collection: body.collection, rkey: body.rkey };
  const current = parts.repos.find(key);
  if (current === undefined) return { status: 200, body: {} };
  checkCommitSwap(key.did, body.swapCommit, parts);
  if (body.swapRecord !== undefined && body.swapRecord !== current.cid) {
    refuse('InvalidSwap', `Record was at ${current.cid}`);
  }
  return { status: 200, body: { commit: parts.repos.remove(key) } };
}

function getRecord(incoming: Incoming, { accounts, repos }: Parts): Answer {
  const { repo, collection, rkey, cid } = params(incoming, getSchema);
  const account = accounts.find(repo) ?? refuse('InvalidRequest', 'Could not locate record');
  const key = { did: account.did, collection, rkey };
  const record = repos.find(key);
  if (record === undefined || (cid !== undefined && cid !== record.cid)) {
    return refuse('RecordNotFound', `Could not locate record: ${uriOf(key)}`);
  }
  return { status: 200, body: { uri: uriOf(key), cid: record.cid, value: record.value } };
}

function listRecords(incoming: Incoming, { accounts, repos }: Parts): Answer {
  const { repo, collection, limit, cursor, reverse } = params(incoming, listSchema);
  const account = accounts.find(repo) ?? refuse('InvalidRequest', `Could not find repo: ${repo}`);
  const direction = reverse === 'true' ? 1 : -1;
  const rows = repos.list(account.did, collection).sort((a, b) => (a.rkey < b.rkey ? -direction : direction));
  const rest =
    cursor === undefined ? rows : rows.filter(({ rkey }) => (reverse === 'true' ? rkey > cursor : rkey < cursor));
  const page = rest.slice(0, limit);
  const records = page.map((row) => ({ uri: uriOf(row), cid: row.cid, value: row.value }));
  return { status: 200, body: { records, cursor: page.at(-1)?.rkey } };
}

function uploadBlob(incoming: Incoming, parts: Parts): Answer {
  const did = authenticate(incoming, parts);
  const encoding = incoming.headers.get('content-type');
  if (encoding === null) refuse('InvalidRequest', 'Request encoding (Content-Type) required but not provided');
  if (incoming.bytes.length === 0) refuse('InvalidRequest', 'A request body is expected but none was provided');
  return { status: 200, body: { blob: parts.blobs.keep(did, incoming.bytes, encoding) } };
}

function authenticate(incoming: Incoming, { tokens }: Parts): string {
  return tokens.check(incoming.headers.get('authorization'), 'access').did;
}

function ownRepo(repo: string, caller: string, { accounts }: Parts): string {
  const account = accounts.find(repo) ?? refuse('AccountNotFound', 'Account not found');
  return account.did === caller ? caller : refuse('AuthenticationRequired', 'Authentication Required');
}

function prepare(
  key: RecordKey,
  body: { record: RecordData; validate?: boolean | undefined },
  { repos, blobs }: Parts,
) {
  const { did, collection, rkey } = key;
  const value: RecordData = '$type' in body.record ? body.record : { ...body.record, $type: collection };
  if (value.$type !== collection) refuse('InvalidRequest', `Invalid $type: expected ${collection}, got ${value.$type}`);
  const validationStatus = checkRecord({ did, collection, rkey, value, validate: body.validate }, { repos, blobs });
  return { value, cid: cidOf(value), validationStatus };
}

function checkCommitSwap(did: string, swapCommit: string | undefined, { repos }: Parts): void {
  const head = repos.head(did)?.cid ?? null;
  if (swapCommit !== undefined && swapCommit !== head) refuse('InvalidSwap', `Commit was at ${head}`);
}
