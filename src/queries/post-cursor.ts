import { idKind } from '../domain/ids.ts';

/** A post's place in the list of posts. It stays where it is, whatever is written later. */
export type PostPlace = { createdAt: Date; id: string };

const pattern = /^p1:(\d{1,15}):(post_\w+)$/;

export function encodePostCursor(place: PostPlace): string {
  return Buffer.from(`p1:${place.createdAt.getTime()}:${place.id}`).toString('base64url');
}

/** The place behind a cursor of a post, or null where the text is none of ours. */
export function decodePostCursor(text: string): PostPlace | null {
  const [, milliseconds, id] = pattern.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (milliseconds === undefined || id === undefined || idKind(id) !== 'Post') return null;
  const createdAt = new Date(Number(milliseconds));
  if (Number.isNaN(createdAt.getTime()) || createdAt.getUTCFullYear() > 9999) return null;
  const place = { createdAt, id };
  return encodePostCursor(place) === text ? place : null;
}
