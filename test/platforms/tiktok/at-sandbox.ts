import { randomBytes } from 'node:crypto';
import { PlatformFailure } from '../../../src/platforms/failure.ts';
import type { CallToMake, JournalEntry, MediumToPublish, SegmentToPublish } from '../../../src/platforms/platform.ts';
import { roomOf } from '../../support/graph-rooms.ts';
import type { RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { box, tinyMp4, type VideoDetails } from '../../support/videos.ts';
import { type Connected, connectRoom, makeCall } from '../../support/walk-room.ts';
import { tiktokCase } from './case.ts';

export const room = roomOf('tiktok');
export const everyone = { privacyLevel: 'PUBLIC_TO_EVERYONE' };

let people = 0;

/** An account that nobody has published on, or the one of that name. */
export function connect(rooms: RoomsAtSandbox, name = `clip${people++}`): Promise<Connected> {
  return connectRoom({ platform: room, rooms, input: tiktokCase.login('', name).input });
}

/** A video of so many bytes. */
export async function keepFilm(
  rooms: RoomsAtSandbox,
  bytes: number,
  { durationMs = 1_000, width = 720 }: VideoDetails = {},
): Promise<MediumToPublish> {
  const film = await tinyMp4({ durationMs, width, height: 720 });
  const padding = bytes > film.length ? box('free', randomBytes(bytes - film.length - 8)) : Buffer.alloc(0);
  const facts = { kind: 'VIDEO', mimeType: 'video/mp4', filename: 'film.mp4', durationMs } as const;
  return rooms.keep(Buffer.concat([film, padding]), facts);
}

export async function failureOf(calling: Promise<unknown>): Promise<PlatformFailure> {
  const failure = await calling.catch((error: unknown) => error);
  if (failure instanceof PlatformFailure) return failure;
  throw new Error(`no failure, but ${String(failure)}`);
}

/** Makes a call, and gives its entry or throws its failure. */
export async function make(
  connected: Connected,
  call: CallToMake,
  journal: JournalEntry[] = [],
): Promise<JournalEntry> {
  const { entry, failure } = await makeCall(connected, call, journal);
  if (failure !== null) throw failure;
  return entry;
}

/** What the room calls for a segment once the account has said what it allows. */
export function begin(rooms: RoomsAtSandbox, segment: SegmentToPublish): CallToMake {
  const result = {
    privacy_level_options: ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'FOLLOWER_OF_CREATOR', 'SELF_ONLY'],
    comment_disabled: false,
    duet_disabled: false,
    stitch_disabled: false,
  };
  const startedAt = rooms.clock.now();
  const told = { name: 'check_creator', kind: 'check', status: 'DONE', request: {}, secret: null } as const;
  const next = room.next(segment, [{ ...told, result, startedAt, beforeRetry: false }], startedAt);
  if (next.do !== 'call') throw new Error(`the room would ${next.do}`);
  return next.call;
}
