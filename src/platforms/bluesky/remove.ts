import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { Published, Session } from '../platform.ts';
import { deleteRecord, readPost, unlessGone } from './calls.ts';
import type { Credentials } from './credentials.ts';
import { recordKeyIn } from './record-key.ts';
import { GATES, POSTS } from './wire.ts';

const gatedSchema = z.object({ gated: z.literal(true) });

/** Deletes a post, and what says who may reply to it. The network answers the same for a post that is gone already, so it is looked for first. */
export async function remove(
  { remoteId, ref }: Published,
  session: Session<Credentials>,
): Promise<'removed' | 'already_gone'> {
  if (remoteId === null) {
    const message = 'The post was marked as published without its id. Delete it at the network.';
    throw new PlatformFailure({ kind: 'unsupported', happened: 'no', message });
  }
  const rkey = recordKeyIn(remoteId);
  const isThere = (await unlessGone(readPost(rkey, session))) !== null;
  if (isThere) await deleteRecord(POSTS, rkey, session);
  if (gatedSchema.safeParse(ref).success) await deleteRecord(GATES, rkey, session);
  return isThere ? 'removed' : 'already_gone';
}
