import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { World } from '../network.ts';

const accountSchema = z.object({ id: z.string(), username: z.string(), displayName: z.string() });
export type Account = z.infer<typeof accountSchema>;

const TOKEN_PREFIX = 'sandbox-token-';

/** The account that the access token `sandbox-token-<name>` speaks for. */
function accountNamed(username: string, displayName = username): Account {
  const digest = createHash('sha256').update(`mastodon ${username}`).digest();
  const id = (digest.readBigUInt64BE() % 900_000_000_000_000n) + 100_000_000_000_000n;
  return { id: `109${id}`, username, displayName };
}

const seeds = [
  accountNamed('marlow', 'Marlow Press'),
  accountNamed('fernweh', 'Fernweh Trails'),
  accountNamed('ottoline', 'Ottoline Reads'),
];

/** Access tokens that exist from the start; the first is what demo mode connects. */
export const mastodonAccounts = seeds.map((account) => ({
  ...account,
  accessToken: `${TOKEN_PREFIX}${account.username}`,
}));

export type Accounts = {
  byId(id: string): Account | undefined;
  byUsername(username: string): Account | undefined;
  /** The account of an access token; made when the token is met for the first time. */
  byToken(token: string): Account | undefined;
};

export function openAccounts({ store }: Pick<World, 'store'>): Accounts {
  const table = store.table('mastodon/accounts', accountSchema);
  const known = new Map<string, Account>();
  for (const account of [...seeds, ...table.rows()]) known.set(account.username.toLowerCase(), account);
  const byId = new Map([...known.values()].map((account) => [account.id, account]));
  return {
    byId: (id) => byId.get(id),
    byUsername: (username) => known.get(username.toLowerCase()),
    byToken: (token) => {
      const name = /^sandbox-token-([a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)$/i.exec(token)?.[1];
      if (name === undefined || name.length > 60) return undefined;
      const met = known.get(name.toLowerCase());
      if (met !== undefined) return met;
      const account = accountNamed(name);
      known.set(name.toLowerCase(), account);
      byId.set(account.id, account);
      table.set(account.id, account);
      return account;
    },
  };
}
