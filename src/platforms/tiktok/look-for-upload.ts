import type { z } from 'zod';
import type { LookResult, Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { readStatus } from './read-status.ts';
import type { chunkSchema } from './wire.ts';

/** Sees whether TikTok has the last chunk of a video, by the publication that it was sent for. */
export async function lookForUpload(
  { publishId, total }: z.infer<typeof chunkSchema>,
  session: Session<Credentials>,
): Promise<LookResult> {
  const { status, uploaded_bytes } = await readStatus(publishId, session);
  if (status !== 'PROCESSING_UPLOAD') return { verdict: 'found', result: { publishId } };
  if (uploaded_bytes === undefined) return { verdict: 'undecided' };
  return uploaded_bytes < total ? { verdict: 'absent' } : { verdict: 'found', result: { publishId } };
}
