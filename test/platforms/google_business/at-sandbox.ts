import { publishingRooms } from '../../../src/platforms/index.ts';
import type { ConnectedProfile, PublishingRoom } from '../../../src/platforms/platform.ts';
import type { RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import type { Connected } from '../../support/walk-room.ts';
import { googleBusinessCase } from './case.ts';

export const room = publishingRooms.get('google_business') as PublishingRoom;

/** All profiles that a login at the sandbox opens. */
export function open(rooms: RoomsAtSandbox, name: string): Promise<ConnectedProfile<unknown>[]> {
  const line = rooms.lines.openLine(room, { server: null, signal: AbortSignal.timeout(2_000) });
  return room.connecting.open(googleBusinessCase.login('', name).input, line);
}

/** A location's account, the first where it is not said which. */
export async function connect(rooms: RoomsAtSandbox, name: string, at = 0): Promise<Connected> {
  const profile = (await open(rooms, name))[at];
  if (profile === undefined) throw new Error(`${name} has no such location`);
  const { remoteId, username, credentials } = profile;
  const account = { remoteId, username, server: null, webUrl: rooms.lines.webUrlOf(room, null) };
  return { platform: room, rooms, account, credentials };
}
