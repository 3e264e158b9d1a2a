import { PlatformFailure } from '../failure.ts';
import type { Published, Session } from '../platform.ts';
import { deletePost } from './calls.ts';
import type { Credentials } from './credentials.ts';
import { isUnknownMedia } from './failures.ts';
import { findPost } from './find-post.ts';
import { shortcodeIn } from './next.ts';

/** Deletes a post. One that Threads does not know is gone. */
export async function remove(
  { remoteId }: Published,
  session: Session<Credentials>,
): Promise<'removed' | 'already_gone'> {
  const id = await idOf(remoteId ?? '', session);
  if (id === null) {
    const message = 'The post is known by no id that Threads finds it by. Delete it at Threads.';
    throw new PlatformFailure({ kind: 'unsupported', happened: 'no', message });
  }
  try {
    await deletePost(id, session);
    return 'removed';
  } catch (error) {
    if (error instanceof PlatformFailure && (error.kind === 'not_found' || isUnknownMedia(error)))
      return 'already_gone';
    throw error;
  }
}

async function idOf(remoteId: string, session: Session<Credentials>): Promise<string | null> {
  if (/^\d+$/.test(remoteId)) return remoteId;
  const shortcode = shortcodeIn(remoteId);
  return shortcode === null ? null : findPost(shortcode, session);
}
