import { z } from 'zod';
import type { JsonObject } from '../../domain/json.ts';
import { PlatformFailure } from '../failure.ts';
import { MINUTE } from '../media-rule.ts';
import type { CallResult, Publishing, Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { jobAnswerSchema, linkSchema, POSTS, type Reference, referenceSchema, uploadedSchema } from './wire.ts';

type Line = Session<Credentials>;

const UPLOAD_TOKEN_MS = 30 * MINUTE;

const rkeySchema = z.object({ rkey: z.string() });
const handlesSchema = z.object({ handles: z.array(z.string()) });
const blobSchema = z.object({ key: z.string(), mimeType: z.string() });
const videoSchema = z.object({ key: z.string(), filename: z.string() });
const jobIdSchema = z.object({ jobId: z.string() });
const tokenSchema = z.object({ token: z.string().min(1) });
const didSchema = z.object({ did: z.string().startsWith('did:') });

export const calls: Publishing<Credentials>['calls'] = {
  put_post: { make: putRecord },
  put_gate: { make: putRecord },

  /** https://docs.bsky.app/docs/api/com-atproto-repo-upload-blob */
  upload_blob: {
    async make(request, session) {
      const { key, mimeType } = blobSchema.parse(request);
      const headers = { ...bearer(session), 'content-type': mimeType };
      const path = '/xrpc/com.atproto.repo.uploadBlob';
      return { result: await session.send({ method: 'POST', path, headers, stored: { key } }, uploadedSchema) };
    },
  },

  /** https://docs.bsky.app/docs/tutorials/video: a video that the service has already is answered with 409 and its job. */
  upload_video: {
    async make(request, session) {
      const { key, filename } = videoSchema.parse(request);
      const token = await uploadToken(session);
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'video/mp4' };
      const query = new URLSearchParams({ did: session.account.remoteId, name: filename });
      const path = `/xrpc/app.bsky.video.uploadVideo?${query}`;
      const upload = { method: 'POST', host: 'video', path, headers, stored: { key }, answers: [409] } as const;
      return { result: await session.send(upload, jobAnswerSchema) };
    },
  },

  /** https://docs.bsky.app/docs/api/app-bsky-video-get-job-status */
  check_video: {
    async make(request, session) {
      const path = `/xrpc/app.bsky.video.getJobStatus?${new URLSearchParams(jobIdSchema.parse(request))}`;
      return { result: await session.send({ method: 'GET', host: 'video', path }, jobAnswerSchema) };
    },
  },

  /** Reads the page of a link, which is no call of the network's. */
  read_link_card: {
    async make(request, session) {
      return { result: await session.readLinkCard(linkSchema.parse(request.link)) };
    },
  },

  /** Reads a post that is replied to, for its cid. */
  find_post: {
    async make(request, session) {
      return { result: await readPost(rkeySchema.parse(request).rkey, session) };
    },
  },

  /** Looks whether a lost put arrived. The answer comes from the repository itself, not from an index that lags. */
  look_for_post: {
    async make(request, session) {
      const found = await unlessGone(readPost(rkeySchema.parse(request).rkey, session));
      return { result: found === null ? { verdict: 'absent' } : { verdict: 'found', result: found } };
    },
  },

  resolve_mentions: {
    async make(request, session) {
      const { handles } = handlesSchema.parse(request);
      const pairs = await Promise.all(handles.map(async (handle) => [handle, await didOf(handle, session)] as const));
      return {
        result: { dids: Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== null)) },
      };
    },
  },
};

/** https://docs.bsky.app/docs/api/com-atproto-repo-put-record: the same record under the same key changes nothing. */
async function putRecord(request: JsonObject, session: Line): Promise<CallResult> {
  const path = '/xrpc/com.atproto.repo.putRecord';
  return {
    result: await session.send({ method: 'POST', path, headers: bearer(session), json: request }, referenceSchema),
  };
}

/** https://docs.bsky.app/docs/api/com-atproto-server-get-service-auth: lets the video service upload to the account's server for a while. */
async function uploadToken(session: Line): Promise<string> {
  const { hostname } = new URL(session.account.server ?? '');
  const exp = String(Math.floor((session.now.getTime() + UPLOAD_TOKEN_MS) / 1000));
  const query = new URLSearchParams({ aud: `did:web:${hostname}`, lxm: 'com.atproto.repo.uploadBlob', exp });
  const path = `/xrpc/com.atproto.server.getServiceAuth?${query}`;
  return (await session.send({ method: 'GET', path, headers: bearer(session) }, tokenSchema)).token;
}

/** https://docs.bsky.app/docs/api/com-atproto-repo-get-record */
export function readPost(rkey: string, session: Line): Promise<Reference> {
  const query = new URLSearchParams({ repo: session.account.remoteId, collection: POSTS, rkey });
  const path = `/xrpc/com.atproto.repo.getRecord?${query}`;
  return session.send({ method: 'GET', path, headers: bearer(session) }, referenceSchema);
}

/** https://docs.bsky.app/docs/api/com-atproto-repo-delete-record: it succeeds for what is gone, too. */
export async function deleteRecord(collection: string, rkey: string, session: Line): Promise<void> {
  const json = { repo: session.account.remoteId, collection, rkey };
  const path = '/xrpc/com.atproto.repo.deleteRecord';
  await session.send({ method: 'POST', path, headers: bearer(session), json }, z.unknown());
}

/** What was asked for, or null where the network has no such thing. */
export async function unlessGone<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof PlatformFailure && error.kind === 'not_found') return null;
    throw error;
  }
}

/** https://docs.bsky.app/docs/api/com-atproto-identity-resolve-handle: an unknown handle is answered with InvalidRequest. */
async function didOf(handle: string, session: Line): Promise<string | null> {
  const path = `/xrpc/com.atproto.identity.resolveHandle?${new URLSearchParams({ handle })}`;
  try {
    return (await session.send({ method: 'GET', path, headers: bearer(session) }, didSchema)).did;
  } catch (error) {
    const unknown = error instanceof PlatformFailure && (error.kind === 'validation' || error.kind === 'not_found');
    if (unknown) return null;
    throw error;
  }
}

function bearer({ credentials }: Line): Record<string, string> {
  return { authorization: `Bearer ${credentials.accessJwt}` };
}
