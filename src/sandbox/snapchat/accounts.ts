import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { World } from '../network.ts';

const profileSchema = z.object({ id: z.string(), owner: z.string(), username: z.string(), displayName: z.string() });

/** A public profile, and the login that may post to it. */
export type Profile = z.infer<typeof profileSchema>;

function profileNamed(username: string, { owner = username, displayName = username } = {}): Profile {
  const hex = createHash('sha256').update(`snapchat ${username}`).digest('hex');
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
  return { id, owner, username, displayName };
}

const seeds = [
  profileNamed('marlowpress', { displayName: 'Marlow Press' }),
  profileNamed('fernweh', { displayName: 'Fernweh Trails' }),
  profileNamed('ottoline', { displayName: 'Ottoline Reads' }),
];

/** Accounts that exist from the start; the first is what demo mode connects. */
export const snapchatAccounts = seeds.map((profile) => ({
  ...profile,
  accessToken: `sandbox-token-${profile.username}`,
  refreshToken: `sandbox-refresh-${profile.username}`,
}));

/** How a login stands with Snapchat, told by how its name begins: "agency-ada" has two profiles, "nobody-ada" none, "outside-ada" is not allowed. */
export function standingOf(name: string) {
  return {
    hasTwo: name.startsWith('agency-'),
    hasNone: name.startsWith('nobody-'),
    isOutside: name.startsWith('outside-'),
    /** Its Spotlight videos are rejected. */
    isRejected: name.startsWith('rejected-'),
    /** Its lists tell no media ids: whether Snapchat's do is not known. */
    isTerse: name.startsWith('terse-'),
  };
}

export type Accounts = ReturnType<typeof openAccounts>;

export function openAccounts({ store }: Pick<World, 'store'>) {
  const table = store.table('snapchat/profiles', profileSchema);
  const known = new Map([...seeds, ...table.rows()].map((profile) => [profile.id, profile]));
  const meet = (profile: Profile): Profile => {
    const met = known.get(profile.id);
    if (met !== undefined) return met;
    known.set(profile.id, profile);
    table.set(profile.id, profile);
    return profile;
  };
  return {
    byId: (id: string): Profile | undefined => known.get(id),
    /** The profiles of a login; made when it is met for the first time. */
    of: (owner: string): Profile[] => {
      const { hasTwo, hasNone } = standingOf(owner);
      if (hasNone) return [];
      const own = meet(profileNamed(owner));
      return hasTwo ? [own, meet(profileNamed(`${owner}-two`, { owner }))] : [own];
    },
  };
}
