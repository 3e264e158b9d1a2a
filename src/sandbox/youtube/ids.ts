import { randomBytes } from 'node:crypto';

/** Eleven letters that tell a video. */
export function newVideoId(): string {
  return randomBytes(9).toString('base64url').slice(0, 11);
}

/** What tells a comment at the head of a thread. */
export function newCommentId(): string {
  return `Ugx${randomBytes(18).toString('base64url').slice(0, 20)}4AaABAg`;
}

export function newUploadId(): string {
  return randomBytes(60).toString('base64url');
}
