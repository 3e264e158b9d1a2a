import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { World } from '../network.ts';

const accountSchema = z.object({ id: z.string(), username: z.string(), displayName: z.string() });
export type Account = z.infer<typeof accountSchema>;

/** An account as its name makes it. */
export function accountNamed(network: string, username: string, displayName = username): Account {
  const digest = createHash('sha256').update(`${network} ${username}`).digest();
  // Seventeen digits: as text they are whole, as a number they would not be.
  const id = 17_800_000_000_000_000n + (digest.readBigUInt64BE() % 90_000_000_000_000n);
  return { id: String(id), username, displayName };
}

export type Accounts = {
  byId(id: string): Account | undefined;
  byUsername(username: string): Account | undefined;
  /** The account of a name; made when it is met for the first time. */
  meet(username: string): Account;
};

/** The accounts of a network whose people have one each. */
export function openAccounts({ store }: Pick<World, 'store'>, network: string, seeds: readonly Account[]): Accounts {
  const table = store.table(`${network}/accounts`, accountSchema);
  const known = new Map([...seeds, ...table.rows()].map((account) => [account.username.toLowerCase(), account]));
  const byId = new Map([...known.values()].map((account) => [account.id, account]));
  return {
    byId: (id) => byId.get(id),
    byUsername: (username) => known.get(username.toLowerCase()),
    meet: (username) => {
      const met = known.get(username.toLowerCase());
      if (met !== undefined) return met;
      const account = accountNamed(network, username);
      known.set(username.toLowerCase(), account);
      byId.set(account.id, account);
      table.set(account.id, account);
      return account;
    },
  };
}
