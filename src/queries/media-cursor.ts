import { idKind } from '../domain/ids.ts';

/** A medium's place in the library. It stays where it is, whatever comes in later. */
export type MediaPlace = { createdAt: Date; id: string };

const pattern = /^m1:(\d{1,15}):(media_\w+)$/;

export function encodeMediaCursor({ createdAt, id }: MediaPlace): string {
  return Buffer.from(`m1:${createdAt.getTime()}:${id}`).toString('base64url');
}

/** The place behind a cursor of a medium, or null where the text is none of ours. */
export function decodeMediaCursor(text: string): MediaPlace | null {
  const [, milliseconds, id] = pattern.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (milliseconds === undefined || id === undefined || idKind(id) !== 'Media') return null;
  const createdAt = new Date(Number(milliseconds));
  if (Number.isNaN(createdAt.getTime()) || createdAt.getUTCFullYear() > 9999) return null;
  const place = { createdAt, id };
  return encodeMediaCursor(place) === text ? place : null;
}
