import { Refusal, type UserError } from '../domain/refusal.ts';
import { publishingRooms } from '../platforms/index.ts';
import type { PublishingRoom } from '../platforms/platform.ts';

/**
 * The room of a channel that accounts can be connected on.
 * @throws Refusal CHANNEL_UNAVAILABLE where its publishing is not built.
 */
export function connectableRoom(network: string, path: readonly string[]): PublishingRoom {
  const room = publishingRooms.get(network);
  if (room === undefined) throw new Refusal([notConnectable(network, path)]);
  return room;
}

/** That a channel's publishing is not built. */
export function notConnectable(network: string, path: readonly string[]): UserError {
  const message = 'Accounts on this channel cannot be connected yet: publishing to it is not built.';
  return { code: 'CHANNEL_UNAVAILABLE', message, path, network };
}
