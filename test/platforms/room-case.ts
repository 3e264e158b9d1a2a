import type { JsonObject } from '../../src/domain/json.ts';
import type { SegmentToPublish } from '../../src/platforms/platform.ts';
import type { RoomsAtSandbox } from '../support/rooms-at-sandbox.ts';

/** What the contract suite has to know of a room. */
export type RoomCase = {
  network: string;
  /** What connectAccount takes for an account of that name at the sandbox, and something that it refuses. */
  login(sandboxUrl: string, name: string): { input: object; wrong: object };
  /** What every root has to have there: a video, a title. */
  root?(rooms: RoomsAtSandbox): Promise<Partial<SegmentToPublish>>;
  /** What no text may have there. */
  unwritten?: RegExp;
  /** Options that the room hands on, of those that an author may choose. */
  options: JsonObject;
  /** Options that the network does not do without. */
  needs?: JsonObject;
  /** Options that a post with media needs. */
  mediaOptions?: JsonObject;
  /** The sandbox's name of the operation that images are uploaded by, where they are. */
  upload?: string;
  /** The network has one alternative text for all media of a post. */
  oneAltText?: true;
  /** The network refuses what it has already. */
  refusesDuplicates?: true;
  /** The network gives a post's id some time after it is published. */
  tellsIdsLater?: true;
  /** The network lets such logins read nothing of what they published: looks are undecided, and what is gone is removed once more. */
  listsNothing?: true;
};
