import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { World } from '../network.ts';

const accountSchema = z.object({ id: z.string(), name: z.string(), displayName: z.string() });
export type Account = z.infer<typeof accountSchema>;

function accountNamed(name: string, displayName = name): Account {
  const digest = createHash('sha256').update(`youtube ${name}`).digest('base64url');
  return { id: `UC${digest.slice(0, 22)}`, name, displayName };
}

const seeds = [
  accountNamed('harbourkitchen', 'Harbour Kitchen'),
  accountNamed('slowtrains', 'Slow Trains'),
  accountNamed('pinelight', 'Pinelight Films'),
];

/** Channels that exist from the start; the first is what demo mode connects. */
export const youtubeAccounts = seeds.map((account) => ({
  ...account,
  accessToken: `sandbox-token-${account.name}`,
  refreshToken: `sandbox-refresh-${account.name}`,
}));

export type Accounts = {
  byId(id: string): Account | undefined;
  /** The account of a name; made when it is met for the first time. */
  meet(name: string): Account;
};

export function openAccounts({ store }: Pick<World, 'store'>): Accounts {
  const table = store.table('youtube/accounts', accountSchema);
  const known = new Map([...seeds, ...table.rows()].map((account) => [account.name, account]));
  const byId = new Map([...known.values()].map((account) => [account.id, account]));
  return {
    byId: (id) => byId.get(id),
    meet: (name) => {
      const met = known.get(name);
      if (met !== undefined) return met;
      const account = accountNamed(name);
      known.set(name, account);
      byId.set(account.id, account);
      table.set(account.id, account);
      return account;
    },
  };
}

/** A Google account of such a name has made no channel. */
export const hasChannel = ({ name }: Account): boolean => !name.startsWith('nochannel');

/** A channel of such a name has not shown its phone number. */
export const isVerified = ({ name }: Account): boolean => !name.startsWith('unverified');

/** A channel of such a name publishes with an app that Google has not audited: https://developers.google.com/youtube/v3/docs/videos/insert. */
export const isAudited = ({ name }: Account): boolean => !name.startsWith('unaudited');

/** The playlist of everything that a channel uploaded. */
export const uploadsOf = ({ id }: Pick<Account, 'id'>): string => `UU${id.slice(2)}`;

/** Every channel has made these two. */
export function playlistsOf({ id }: Pick<Account, 'id'>): { id: string; title: string }[] {
  return ['Best of', 'Behind the scenes'].map((title) => {
    const digest = createHash('sha256').update(`${id} ${title}`).digest('base64url');
    return { id: `PL${digest.slice(0, 32)}`, title };
  });
}
