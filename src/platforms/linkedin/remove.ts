import { PlatformFailure } from '../failure.ts';
import type { Published, Session } from '../platform.ts';
import { deleteComment, deletePost, isGone } from './calls.ts';
import type { Credentials } from './credentials.ts';
import { type CommentName, commentIn, postUrnIn } from './urns.ts';

/** Deletes a post or a comment. LinkedIn answers the same for a post that is gone already, so it is looked for first where that is allowed. */
export async function remove(
  { remoteId }: Published,
  session: Session<Credentials>,
): Promise<'removed' | 'already_gone'> {
  const comment = commentIn(remoteId ?? '');
  if (comment !== null) return removeComment(comment, session);
  const urn = postUrnIn(remoteId ?? '');
  if (urn === null) {
    const message = 'The post was marked as published without its id. Delete it at LinkedIn.';
    throw new PlatformFailure({ kind: 'unsupported', happened: 'no', message });
  }
  if (await isGone(urn, session)) return 'already_gone';
  await deletePost(urn, session);
  return 'removed';
}

async function removeComment(comment: CommentName, session: Session<Credentials>): Promise<'removed' | 'already_gone'> {
  try {
    await deleteComment(comment, session);
    return 'removed';
  } catch (error) {
    if (error instanceof PlatformFailure && error.kind === 'not_found') return 'already_gone';
    throw error;
  }
}
