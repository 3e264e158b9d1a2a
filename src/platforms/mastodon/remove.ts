import { PlatformFailure } from '../failure.ts';
import type { Published, Session } from '../platform.ts';
import { deleteStatus } from './calls.ts';
import type { Credentials } from './credentials.ts';
import { statusIdIn } from './next.ts';

/** Deletes a status. One that the server does not know is gone. */
export async function remove(
  { remoteId }: Published,
  session: Session<Credentials>,
): Promise<'removed' | 'already_gone'> {
  if (remoteId === null) {
    const message = 'The status was marked as published without its id. Delete it at the network.';
    throw new PlatformFailure({ kind: 'unsupported', happened: 'no', message });
  }
  try {
    await deleteStatus(statusIdIn(remoteId), session);
    return 'removed';
  } catch (error) {
    if (error instanceof PlatformFailure && error.kind === 'not_found') return 'already_gone';
    throw error;
  }
}
