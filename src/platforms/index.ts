import { bluesky } from './bluesky/index.ts';
import { facebook } from './facebook/index.ts';
import { googleBusiness } from './google_business/index.ts';
import { instagram } from './instagram/index.ts';
import { linkedin, linkedinPage } from './linkedin/index.ts';
import { mastodon } from './mastodon/index.ts';
import { pinterest } from './pinterest/index.ts';
import type { Platform, PublishingRoom } from './platform.ts';
import { snapchat } from './snapchat/index.ts';
import { threads } from './threads/index.ts';
import { tiktok } from './tiktok/index.ts';
import { x } from './x/index.ts';
import { youtube } from './youtube/index.ts';

/** The rooms. A new network is its folder and one line here. */
const rooms: readonly Platform[] = [
  x,
  linkedin,
  linkedinPage,
  facebook,
  instagram,
  threads,
  tiktok,
  youtube,
  pinterest,
  googleBusiness,
  snapchat,
  bluesky,
  mastodon,
];

/** Every platform, by the name of its network. */
export const platforms: ReadonlyMap<string, Platform> = new Map(rooms.map((room) => [room.profile.network, room]));

/** The rooms whose publishing is built, by the name of their network. */
export const publishingRooms: ReadonlyMap<string, PublishingRoom> = new Map(
  rooms.flatMap(({ profile, publishing }) =>
    publishing === null ? [] : [[profile.network, { profile, ...publishing }] as const],
  ),
);

const networksByName = new Map(
  rooms.flatMap(({ profile }) => [profile.network, ...profile.aliases].map((name) => [name, profile.network] as const)),
);

/** The platform of a network that is known to be there. Throws where it is not: such a name never came from a caller. */
export function platformOf(network: string): Platform {
  const platform = platforms.get(network);
  if (platform === undefined) throw new Error(`There is no platform for the network "${network}"`);
  return platform;
}

/** A network's name in the GraphQL enum Channel: "BLUESKY". */
export function channelOf(network: string): string {
  return network.toUpperCase();
}

/** The network that a person means by a name or an alias ("bluesky", "@BSky"), or null where it is neither. */
export function networkNamed(name: string): string | null {
  return networksByName.get(name.trim().replace(/^@/, '').toLowerCase()) ?? null;
}
