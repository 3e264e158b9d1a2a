import type { Published, SegmentToPublish } from '../../../src/platforms/platform.ts';
import { roomOf } from '../../support/graph-rooms.ts';
import type { RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { type Connected, connectRoom, segmentOf, walkRoom } from '../../support/walk-room.ts';
import { keepImage } from '../media-sentences.ts';
import { pinterestCase } from './case.ts';

export const room = roomOf('pinterest');
/** The board that everyone shares. */
export const shared = { boardId: '549755885175' };

let people = 0;

/** An account that nobody has published on, or the one of that name. */
export function connect(rooms: RoomsAtSandbox, name = `pinner${people++}`): Promise<Connected> {
  return connectRoom({ platform: room, rooms, input: pinterestCase.login('', name).input });
}

/** Publishes a pin: where nothing else is said, of an image on the shared board. */
export async function publish(
  rooms: RoomsAtSandbox,
  connected: Connected,
  facts: Partial<SegmentToPublish>,
): Promise<Published> {
  const media = facts.media ?? [await keepImage(rooms, 'red')];
  const segment = segmentOf(connected, { text: 'A pin', ...facts, media, options: { ...shared, ...facts.options } });
  return walkRoom(connected, segment);
}
