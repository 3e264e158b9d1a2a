import { publishingRooms } from '../../../src/platforms/index.ts';
import type { PublishingRoom } from '../../../src/platforms/platform.ts';
import type { RoomsAtSandbox } from '../../support/rooms-at-sandbox.ts';
import { type Connected, connectRoom } from '../../support/walk-room.ts';

export type Channel = 'linkedin' | 'linkedin_page';

let people = 0;

export function roomOf(channel: Channel): PublishingRoom {
  const room = publishingRooms.get(channel);
  if (room === undefined) throw new Error(`There is no room for ${channel}.`);
  return room;
}

/** An account that no other test has. */
export function connectSomeone(rooms: RoomsAtSandbox, channel: Channel, more: object = {}): Promise<Connected> {
  people += 1;
  const input = { accessToken: `sandbox-token-${process.pid}-${people}`, ...more };
  return connectRoom({ platform: roomOf(channel), rooms, input });
}

type Seen = {
  operation: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
  status: number;
};

/** What a channel was sent since the last time that this was asked. */
export async function requestsAt(rooms: RoomsAtSandbox, channel: Channel): Promise<Seen[]> {
  const seen = (await (await fetch(`${rooms.sandbox.url}/_requests?channel=${channel}`)).json()) as Seen[];
  await fetch(`${rooms.sandbox.url}/_requests`, { method: 'DELETE' });
  return seen;
}

type Shown = {
  account: string;
  id: string;
  text: string;
  inReplyTo: string | null;
  media: { sha256: string; kind: string; altText: string | null }[];
  card: { url: string; title: string; description: string } | null;
};

/** What people see of an account, oldest first. */
export async function shownBy(rooms: RoomsAtSandbox, { account }: Connected): Promise<Shown[]> {
  const all = (await (await fetch(`${rooms.sandbox.url}/_published`)).json()) as Shown[];
  return all.filter((post) => post.account === account.username);
}
