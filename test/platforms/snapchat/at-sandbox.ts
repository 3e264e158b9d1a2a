import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import type { MediumToPublish } from '../../../src/platforms/platform.ts';
import { roomOf } from '../../support/graph-rooms.ts';
import type { RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { box, tinyMp4 } from '../../support/videos.ts';
import { type Connected, connectRoom } from '../../support/walk-room.ts';
import { snapchatCase } from './case.ts';

export const room = roomOf('snapchat');

let people = 0;

/** An account that nobody has published on, or the one of that name. */
export function connect(rooms: RoomsAtSandbox, name = `snap${people++}`): Promise<Connected> {
  return connectRoom({ platform: room, rooms, input: snapchatCase.login('', name).input });
}

/** A video of at least so many bytes, no two alike. */
export async function keepFilm(rooms: RoomsAtSandbox, bytes = 0, durationMs = 6_000): Promise<MediumToPublish> {
  const film = await tinyMp4({ durationMs, width: 720, height: 1_280 });
  const padding = box('free', randomBytes(Math.max(16, bytes - film.length - 8)));
  const facts = { kind: 'VIDEO', mimeType: 'video/mp4', filename: 'film.mp4', durationMs } as const;
  return rooms.keep(Buffer.concat([film, padding]), facts);
}

/** A PNG of one colour. */
export async function keepPhoto(rooms: RoomsAtSandbox, width = 540, height = 960): Promise<MediumToPublish> {
  const create = { width, height, channels: 3, background: 'teal' } as const;
  const bytes = await sharp({ create }).png().toBuffer();
  return rooms.keep(bytes, { mimeType: 'image/png', filename: 'photo.png', width, height });
}
