import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { Publishing, Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { POSTS, type Reference, referenceSchema } from './wire.ts';

type Line = Session<Credentials>;

const rkeySchema = z.object({ rkey: z.string() });
const handlesSchema = z.object({ handles: z.array(z.string()) });
const didSchema = z.object({ did: z.string().startsWith('did:') });

export const calls: Publishing<Credentials>['calls'] = {
  /** https://docs.bsky.app/docs/api/com-atproto-repo-put-record: the same record under the same key changes nothing. */
  put_post: {
    async make(request, session) {
      const path = '/xrpc/com.atproto.repo.putRecord';
      return {
        result: await session.send({ method: 'POST', path, headers: bearer(session), json: request }, referenceSchema),
      };
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

/** https://docs.bsky.app/docs/api/com-atproto-repo-get-record */
export function readPost(rkey: string, session: Line): Promise<Reference> {
  const query = new URLSearchParams({ repo: session.account.remoteId, collection: POSTS, rkey });
  const path = `/xrpc/com.atproto.repo.getRecord?${query}`;
  return session.send({ method: 'GET', path, headers: bearer(session) }, referenceSchema);
}

/** https://docs.bsky.app/docs/api/com-atproto-repo-delete-record: it succeeds for what is gone, too. */
export async function deletePost(rkey: string, session: Line): Promise<void> {
  const json = { repo: session.account.remoteId, collection: POSTS, rkey };
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
