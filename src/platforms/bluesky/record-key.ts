import { createHash } from 'node:crypto';
import { TID } from '@atproto/common-web';

/**
 * The key under which a segment is written: a TID (https://atproto.com/specs/tid) of the moment when it was planned.
 * Its microseconds and clock id come from what is being published, so that planning it again gives the same key.
 */
export function recordKey(planned: { id: string; round: number; at: Date }): string {
  const hash = createHash('sha256').update(`${planned.id}.${planned.round}`).digest();
  const microseconds = planned.at.getTime() * 1000 + (hash.readUInt16BE(0) % 1000);
  return TID.fromTime(microseconds, hash.readUInt16BE(2) % 1024).toString();
}

/** The record key in an at:// URI, in a link to a post, or alone. */
export function recordKeyIn(remoteId: string): string {
  const path = remoteId.replace(/[?#].*$/, '').replace(/\/+$/, '');
  return path.slice(path.lastIndexOf('/') + 1);
}
