import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { World } from '../network.ts';

const accountSchema = z.object({ openId: z.string(), username: z.string(), displayName: z.string() });
export type Account = z.infer<typeof accountSchema>;

function accountNamed(username: string, displayName = username): Account {
  const hex = createHash('sha256').update(`tiktok ${username}`).digest('hex');
  const openId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
  return { openId, username, displayName };
}

const seeds = [
  accountNamed('marlowpress', 'Marlow Press'),
  accountNamed('fernweh', 'Fernweh Trails'),
  accountNamed('ottoline', 'Ottoline Reads'),
];

/** Accounts that exist from the start; the first is what demo mode connects. */
export const tiktokAccounts = seeds.map((account) => ({
  ...account,
  accessToken: `sandbox-token-${account.username}`,
  refreshToken: `sandbox-refresh-${account.username}`,
}));

/** How an account stands with TikTok, told by how its name begins: "private-ada", "banned-ada", "unaudited-ada" (the app is). */
export function standingOf({ username }: Account) {
  const isPrivate = username.startsWith('private-');
  return {
    isPrivate,
    isBanned: username.startsWith('banned-'),
    isUnaudited: username.startsWith('unaudited-'),
    privacyLevels: [isPrivate ? 'FOLLOWER_OF_CREATOR' : 'PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
    maxSeconds: isPrivate ? 180 : 600,
  };
}

export type Accounts = {
  /** The account of a name; made when it is met for the first time. */
  meet(username: string): Account;
};

export function openAccounts({ store }: Pick<World, 'store'>): Accounts {
  const table = store.table('tiktok/accounts', accountSchema);
  const known = new Map([...seeds, ...table.rows()].map((account) => [account.username.toLowerCase(), account]));
  return {
    meet: (username) => {
      const met = known.get(username.toLowerCase());
      if (met !== undefined) return met;
      const account = accountNamed(username);
      known.set(username.toLowerCase(), account);
      table.set(account.openId, account);
      return account;
    },
  };
}
