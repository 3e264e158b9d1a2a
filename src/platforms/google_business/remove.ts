import { PlatformFailure } from '../failure.ts';
import type { Published, Session } from '../platform.ts';
import { deletePost } from './calls.ts';
import type { Credentials } from './credentials.ts';
import { nameSchema } from './wire.ts';

/** Deletes a post. One that Google does not know is gone. */
export async function remove(
  { remoteId }: Published,
  session: Session<Credentials>,
): Promise<'removed' | 'already_gone'> {
  const name = nameSchema.safeParse(remoteId).data;
  if (name === undefined) {
    const message = 'The post was marked as published without Google’s name of it. Delete it at business.google.com.';
    throw new PlatformFailure({ kind: 'unsupported', happened: 'no', message });
  }
  try {
    await deletePost(name, session);
    return 'removed';
  } catch (error) {
    if (error instanceof PlatformFailure && error.kind === 'not_found') return 'already_gone';
    throw error;
  }
}
