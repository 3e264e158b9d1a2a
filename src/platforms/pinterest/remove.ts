import { PlatformFailure } from '../failure.ts';
import type { Published, Session } from '../platform.ts';
import { deletePin } from './calls.ts';
import type { Credentials } from './credentials.ts';
import { pinIdIn } from './next.ts';

/** Deletes a pin. One that Pinterest does not know is gone. */
export async function remove(
  { remoteId }: Published,
  session: Session<Credentials>,
): Promise<'removed' | 'already_gone'> {
  const id = pinIdIn(remoteId ?? '');
  if (id === '') {
    const message = 'The pin was marked as published without its id. Delete it at Pinterest.';
    throw new PlatformFailure({ kind: 'unsupported', happened: 'no', message });
  }
  try {
    await deletePin(id, session);
    return 'removed';
  } catch (error) {
    if (error instanceof PlatformFailure && error.kind === 'not_found') return 'already_gone';
    throw error;
  }
}
