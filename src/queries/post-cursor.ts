import { idKind } from '../domain/ids.ts';
import type { PostOrder } from './post-order.ts';

/** A post's place in the list of posts in one order: the time that it is ordered by, and its id. */
export type PostPlace = { time: Date | null; id: string };

const pattern = /^p1:([A-Z_]+):(\d{1,15}|-\d{1,15}|none):(post_\w+)$/;

type EncodedPlace = { time: Date | string | null; id: string };

export function encodePostCursor(order: PostOrder, { time, id }: EncodedPlace): string {
  const milliseconds = time === null ? 'none' : new Date(time).getTime();
  return Buffer.from(`p1:${order}:${milliseconds}:${id}`).toString('base64url');
}

/** The place behind a cursor of a post in this order, or null where the text is none of ours. */
export function decodePostCursor(order: PostOrder, text: string): PostPlace | null {
  const [, named, milliseconds, id] = pattern.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (named !== order || milliseconds === undefined || id === undefined || idKind(id) !== 'Post') return null;
  const time = milliseconds === 'none' ? null : new Date(Number(milliseconds));
  if (time !== null && !inCalendar(time)) return null;
  const place = { time, id };
  return encodePostCursor(order, place) === text ? place : null;
}

/** As the scalar DateTime has it. */
function inCalendar(time: Date): boolean {
  const year = time.getUTCFullYear();
  return year >= 1 && year <= 9999;
}
