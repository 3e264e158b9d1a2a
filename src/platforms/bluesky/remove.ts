import { PlatformFailure } from '../failure.ts';
import type { Published, Session } from '../platform.ts';
import { deletePost, readPost, unlessGone } from './calls.ts';
import type { Credentials } from './credentials.ts';
import { recordKeyIn } from './record-key.ts';

/** Deletes a post. The network answers the same for a post that is gone already, so it is looked for first. */
export async function remove(
  { remoteId }: Published,
  session: Session<Credentials>,
): Promise<'removed' | 'already_gone'> {
  if (remoteId === null) {
    const message = 'The post was marked as published without its id. Delete it at the network.';
    throw new PlatformFailure({ kind: 'unsupported', happened: 'no', message });
  }
  const rkey = recordKeyIn(remoteId);
  if ((await unlessGone(readPost(rkey, session))) === null) return 'already_gone';
  await deletePost(rkey, session);
  return 'removed';
}
