import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { Published, Session } from '../platform.ts';
import { deleteObject } from './calls.ts';
import type { Credentials } from './credentials.ts';
import { objectIdIn } from './object-id.ts';

const refSchema = z.object({ story: z.enum(['photo', 'video']), videoId: z.string().nullable() });

/** Deletes a post, a video or a comment. One that Facebook does not know is gone. */
export async function remove(
  { remoteId, ref }: Published,
  session: Session<Credentials>,
): Promise<'removed' | 'already_gone'> {
  const story = refSchema.safeParse(ref).data;
  if (story?.story === 'photo')
    throw unsupported('Facebook lets no application delete a photo story. Delete it at Facebook, or let its day pass.');
  const id = story?.videoId ?? objectIdIn(remoteId ?? '', session.account.remoteId);
  if (id === null) throw unsupported('The post was marked as published without its id. Delete it at Facebook.');
  try {
    await deleteObject(id, session);
    return 'removed';
  } catch (error) {
    if (error instanceof PlatformFailure && error.kind === 'not_found') return 'already_gone';
    throw error;
  }
}

function unsupported(message: string): PlatformFailure {
  return new PlatformFailure({ kind: 'unsupported', happened: 'no', message });
}
