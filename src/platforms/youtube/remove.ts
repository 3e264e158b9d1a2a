import { PlatformFailure } from '../failure.ts';
import type { Published, Session } from '../platform.ts';
import { deleteResource } from './calls.ts';
import type { Credentials } from './credentials.ts';
import { commentIdIn, videoIdIn } from './ids.ts';

/** Deletes a video, or a comment on one. What YouTube does not know is gone. */
export async function remove(
  { remoteId }: Published,
  session: Session<Credentials>,
): Promise<'removed' | 'already_gone'> {
  const isComment = /[?&]lc=/.test(remoteId ?? '') || videoIdIn(remoteId ?? '') === null;
  const id = isComment ? commentIdIn(remoteId ?? '') : videoIdIn(remoteId ?? '');
  if (id === null) {
    const message = 'The post was marked as published without its id. Delete it at YouTube.';
    throw new PlatformFailure({ kind: 'unsupported', happened: 'no', message });
  }
  try {
    await deleteResource(isComment ? 'comments' : 'videos', id, session);
    return 'removed';
  } catch (error) {
    if (error instanceof PlatformFailure && error.kind === 'not_found') return 'already_gone';
    throw error;
  }
}
