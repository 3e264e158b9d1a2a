import { PlatformFailure } from '../failure.ts';
import type { Published, Session } from '../platform.ts';
import { deletePost } from './calls.ts';
import type { Credentials } from './credentials.ts';
import { postIdIn } from './next.ts';

/** Deletes a post. One that X does not know is gone. */
export async function remove(
  { remoteId }: Published,
  session: Session<Credentials>,
): Promise<'removed' | 'already_gone'> {
  const id = postIdIn(remoteId ?? '');
  if (id === '') {
    const message = 'The post was marked as published without its id. Delete it at the network.';
    throw new PlatformFailure({ kind: 'unsupported', happened: 'no', message });
  }
  try {
    await deletePost(id, session);
    return 'removed';
  } catch (error) {
    if (error instanceof PlatformFailure && error.kind === 'not_found') return 'already_gone';
    throw error;
  }
}
