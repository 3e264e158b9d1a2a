import type { JsonObject } from '../../../src/domain/json.ts';
import { PlatformFailure } from '../../../src/platforms/failure.ts';
import { publishingRooms } from '../../../src/platforms/index.ts';
import type { MediumToPublish, PublishingRoom } from '../../../src/platforms/platform.ts';
import type { RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { type Connected, connectRoom, sessionOf } from '../../support/walk-room.ts';
import { youtubeCase } from './case.ts';

export const room = publishingRooms.get('youtube') as PublishingRoom;

export function connect(rooms: RoomsAtSandbox, name: string): Promise<Connected> {
  return connectRoom({ platform: room, rooms, input: youtubeCase.login('', name).input });
}

/** A call of the room, as a worker makes it. */
export function make(connected: Connected, name: string, request: JsonObject): Promise<unknown> {
  const call = room.calls[name];
  if (call === undefined) throw new Error(`no call ${name}`);
  return call.make(request, sessionOf(connected));
}

/** The failure that a call ends with. */
export async function failureOf(calling: Promise<unknown>): Promise<PlatformFailure> {
  const failure = await calling.catch((error: unknown) => error);
  if (!(failure instanceof PlatformFailure)) throw new Error(`no failure, but ${JSON.stringify(failure)}`);
  return failure;
}

/** A file that is kept as a video, whatever it is. */
export function keepFilm(rooms: RoomsAtSandbox, bytes: Uint8Array): Promise<MediumToPublish> {
  return rooms.keep(bytes, { kind: 'VIDEO', mimeType: 'video/mp4', filename: 'film.mp4', durationMs: 1_000 });
}

/** A request that YouTube got, as the sandbox tells of it. */
export type Seen = {
  operation: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
  status: number;
};

export async function seen(rooms: RoomsAtSandbox): Promise<Seen[]> {
  return (await (await fetch(`${rooms.sandbox.url}/_requests?channel=youtube`)).json()) as Seen[];
}
