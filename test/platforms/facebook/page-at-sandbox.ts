import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { publishingRooms } from '../../../src/platforms/index.ts';
import type {
  CallToMake,
  JournalEntry,
  LookResult,
  MediumToPublish,
  PublishingRoom,
  SegmentToPublish,
} from '../../../src/platforms/platform.ts';
import { makers } from '../../support/images.ts';
import type { RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { type Connected, connectRoom, makeCall, walkRoom } from '../../support/walk-room.ts';

export const platform = publishingRooms.get('facebook') as PublishingRoom;

/** A request as the sandbox got it. */
type Seen = {
  operation: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
};

/** What people see of a Page. */
type Shown = { id: string; url: string; text: string; inReplyTo: string | null; media: object[]; card: object | null };

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

let people = 0;

/** A Page that nobody has published on, and nothing of it among the requests. */
export async function connectPage(rooms: RoomsAtSandbox): Promise<Connected> {
  const input = { accessToken: `sandbox-token-page${people++}` };
  const connected = await connectRoom({ platform, rooms, input });
  await fetch(`${rooms.sandbox.url}/_requests`, { method: 'DELETE' });
  return connected;
}

export async function seen({ sandbox }: RoomsAtSandbox): Promise<Seen[]> {
  return (await (await fetch(`${sandbox.url}/_requests?channel=facebook`)).json()) as Seen[];
}

export async function shownOf({ account, rooms }: Connected): Promise<Shown[]> {
  const all = (await (await fetch(`${rooms.sandbox.url}/_published`)).json()) as (Shown & { account: string })[];
  return all.filter((post) => post.account === account.username);
}

export async function photo(
  rooms: RoomsAtSandbox,
  { make = makers.jpeg.make, altText = null }: { make?: () => Promise<Buffer>; altText?: string | null } = {},
): Promise<{ bytes: Buffer; medium: MediumToPublish }> {
  const bytes = await make();
  return { bytes, medium: await rooms.keep(bytes, { altText, filename: 'photo.jpg' }) };
}

export function video(rooms: RoomsAtSandbox, bytes: Buffer): Promise<MediumToPublish> {
  return rooms.keep(bytes, { kind: 'VIDEO', mimeType: 'video/mp4', filename: 'film.mp4' });
}

/** The call that the room makes next. */
export function nextCall(segment: SegmentToPublish, journal: readonly JournalEntry[], now: Date): CallToMake {
  const next = platform.next(segment, journal, now);
  if (next.do !== 'call') throw new Error(`${next.do} where a call was due`);
  return next.call;
}

/** Publishes with a fault on the commit, and gives its entry as the journal has it. */
export async function lose(connected: Connected, segment: SegmentToPublish, fault = 'drop_after_accept') {
  await connected.rooms.sandbox.fault({ channel: 'facebook', fault });
  const journal: JournalEntry[] = [];
  await expect(walkRoom(connected, segment, journal)).rejects.toMatchObject({ happened: 'maybe' });
  return { journal, lost: journal.at(-1) as JournalEntry };
}

/** Looks for what a lost commit did. */
export async function look(connected: Connected, lost: JournalEntry, segment: SegmentToPublish): Promise<LookResult> {
  const [way] = platform.lost[lost.name] ?? [];
  if (way?.by !== 'look') throw new Error('there is no look');
  return (await makeCall(connected, way.call(lost, segment))).entry.result as LookResult;
}
