import { createHash } from 'node:crypto';
import { publishingRooms } from '../../src/platforms/index.ts';
import type { Line, PublishingRoom } from '../../src/platforms/platform.ts';
import { demoClient } from '../../src/sandbox/demo-client.ts';
import type { RoomsAtSandbox } from './rooms-at-sandbox.ts';

/** A request as the sandbox got it. */
export type Seen = {
  operation: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
  status: number;
};

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What a network of the sandbox was asked for since this was called last. */
export async function takeSeen({ sandbox }: RoomsAtSandbox, channel: string): Promise<Seen[]> {
  const seen = (await (await fetch(`${sandbox.url}/_requests?channel=${channel}`)).json()) as Seen[];
  await fetch(`${sandbox.url}/_requests`, { method: 'DELETE' });
  return seen;
}

export function roomOf(channel: string): PublishingRoom {
  const room = publishingRooms.get(channel);
  if (room === undefined) throw new Error(`no room publishes to ${channel}`);
  return room;
}

export function lineTo(rooms: RoomsAtSandbox, channel: string): Line {
  return rooms.lines.openLine(roomOf(channel), { server: null, signal: AbortSignal.timeout(2_000) });
}

/** Authorises on a network's login page as that person, and gives the code. */
export async function authorise(
  rooms: RoomsAtSandbox,
  channel: string,
  { account, redirectUri }: { account: string; redirectUri: string },
): Promise<string> {
  const { authorization } = roomOf(channel).connecting;
  if (authorization === null) throw new Error(`${channel} has no login page`);
  const { path, scopes, scopeSeparator, clientIdName, parameters } = authorization;
  const asked = { [clientIdName]: demoClient.id, redirect_uri: redirectUri, state: 's', response_type: 'code' };
  const query = new URLSearchParams({ ...asked, scope: scopes.join(scopeSeparator), ...parameters });
  const body = new URLSearchParams({ account, decision: 'authorise' });
  const url = `${rooms.sandbox.url}/${channel}${path}?${query}`;
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
}
