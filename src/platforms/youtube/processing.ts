import type { z } from 'zod';
import type { FailureKind } from '../../domain/delivery-error.ts';
import type { processedSchema } from './wire.ts';

type Processed = z.infer<typeof processedSchema>;
type Failure = { kind: FailureKind; message: string; hint?: string };

const VERIFY = 'Verify the channel’s phone number at youtube.com/verify, and send the video as a new post.';
const AGAIN = 'Call retryFailedPlatforms: the video is then sent again.';

// https://developers.google.com/youtube/v3/docs/videos#status.failureReason and …#status.rejectionReason
const reasons: Readonly<Record<string, { says: string; kind: FailureKind; hint?: string }>> = {
  codec: { says: 'its codec is not supported', kind: 'media_rejected' },
  conversion: { says: 'it could not be converted', kind: 'media_rejected' },
  emptyFile: { says: 'the file is empty', kind: 'media_rejected' },
  invalidFile: { says: 'the file is no video that YouTube knows', kind: 'media_rejected' },
  tooSmall: { says: 'the file is too small', kind: 'media_rejected' },
  uploadAborted: { says: 'the upload was aborted', kind: 'transient', hint: AGAIN },
  duplicate: { says: 'the channel has this video already', kind: 'duplicate' },
  length: { says: 'it is longer than the channel may publish', kind: 'media_rejected', hint: VERIFY },
  claim: { says: 'somebody claims what it shows', kind: 'policy_blocked' },
  copyright: { says: 'it infringes a copyright', kind: 'policy_blocked' },
  inappropriate: { says: 'it is inappropriate', kind: 'policy_blocked' },
  legal: { says: 'it was taken down for legal reasons', kind: 'policy_blocked' },
  termsOfUse: { says: 'it is against the terms of use', kind: 'policy_blocked' },
  trademark: { says: 'it infringes a trademark', kind: 'policy_blocked' },
  uploaderAccountClosed: { says: 'the account was closed', kind: 'policy_blocked' },
  uploaderAccountSuspended: { says: 'the account was suspended', kind: 'policy_blocked' },
};

/** Whether YouTube is done with a video, and it stays. https://developers.google.com/youtube/v3/docs/videos#status.uploadStatus */
export function isThrough({ uploadStatus }: Processed): boolean {
  return uploadStatus === 'processed';
}

/** Why YouTube does not keep a video, or null where it does. */
export function failureOf({ uploadStatus, reason }: Processed): Failure | null {
  if (uploadStatus === 'deleted') return { kind: 'not_found', message: 'The video was deleted at YouTube.' };
  if (uploadStatus !== 'failed' && uploadStatus !== 'rejected') return null;
  const known = reasons[reason ?? ''];
  const { says = reason ?? 'it does not say why', kind = 'media_rejected', hint } = known ?? {};
  const message =
    uploadStatus === 'failed'
      ? `YouTube could not process the video: ${says}.`
      : `YouTube rejected the video: ${says}.`;
  return { kind, message, ...(hint === undefined ? {} : { hint }) };
}
