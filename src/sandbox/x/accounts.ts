import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { World } from '../network.ts';

const accountSchema = z.object({ id: z.string(), username: z.string(), displayName: z.string() });
export type Account = z.infer<typeof accountSchema>;

function accountNamed(username: string, displayName = username): Account {
  const digest = createHash('sha256').update(`x ${username}`).digest();
  // Nineteen digits: as text it is whole, as a number it would not be.
  const id = 1_000_000_000_000_000_000n + (digest.readBigUInt64BE() % 800_000_000_000_000_000n);
  return { id: String(id), username, displayName };
}

const seeds = [
  accountNamed('marlowpress', 'Marlow Press'),
  accountNamed('fernweh', 'Fernweh Trails'),
  accountNamed('ottoline', 'Ottoline Reads'),
];

/** Accounts that exist from the start; the first is what demo mode connects. */
export const xAccounts = seeds.map((account) => ({
  ...account,
  accessToken: `sandbox-token-${account.username}`,
  refreshToken: `sandbox-refresh-${account.username}`,
}));

export type Accounts = {
  byId(id: string): Account | undefined;
  byUsername(username: string): Account | undefined;
  /** The account of a name; made when it is met for the first time. */
  meet(username: string): Account;
};

export function openAccounts({ store }: Pick<World, 'store'>): Accounts {
  const table = store.table('x/accounts', accountSchema);
  const known = new Map([...seeds, ...table.rows()].map((account) => [account.username.toLowerCase(), account]));
  const byId = new Map([...known.values()].map((account) => [account.id, account]));
  return {
    byId: (id) => byId.get(id),
    byUsername: (username) => known.get(username.toLowerCase()),
    meet: (username) => {
      const met = known.get(username.toLowerCase());
      if (met !== undefined) return met;
      const account = accountNamed(username);
      known.set(username.toLowerCase(), account);
      byId.set(account.id, account);
      table.set(account.id, account);
      return account;
    },
  };
}
