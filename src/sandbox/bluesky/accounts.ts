import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { World } from '../network.ts';
import type { Table } from '../store.ts';
import { base32 } from './cid.ts';

export const HANDLE_DOMAIN = '.sandbox.test';

const accountSchema = z.object({
  did: z.string(),
  handle: z.string(),
  password: z.string(),
  displayName: z.string(),
});
export type Account = z.infer<typeof accountSchema>;

/** The account that `<name>.sandbox.test` with the password `app-password-<name>` logs in to. */
function accountNamed(name: string, displayName = name): Account {
  const digest = createHash('sha256').update(`bluesky ${name}`).digest();
  return {
    did: `did:plc:${base32(digest).slice(0, 24)}`,
    handle: `${name}${HANDLE_DOMAIN}`,
    password: `app-password-${name}`,
    displayName,
  };
}

const seeds = [
  accountNamed('wren', 'Wren & Co.'),
  accountNamed('tidepool', 'Tidepool Café'),
  accountNamed('juniper', 'Juniper Lane'),
];

/** Logins that exist from the start; the first is what demo mode connects. */
export const blueskyAccounts = seeds.map((account) => ({ identifier: account.handle, ...account }));

export type Accounts = {
  /** By DID or handle, among those that have been used. */
  find(identifier: string): Account | undefined;
  /** The same, and makes an account of a `<name>.sandbox.test` that is met for the first time. */
  findOrMake(identifier: string): Account | undefined;
};

export function openAccounts({ store }: Pick<World, 'store'>): Accounts {
  const table: Table<Account> = store.table('bluesky/accounts', accountSchema);
  const byHandle = new Map<string, Account>();
  for (const account of [...seeds, ...table.rows()]) byHandle.set(account.handle, account);
  const byDid = new Map([...byHandle.values()].map((account) => [account.did, account]));

  const find = (identifier: string): Account | undefined => {
    const name = identifier.toLowerCase();
    return byDid.get(name) ?? byHandle.get(name);
  };
  return {
    find,
    findOrMake: (identifier) => {
      const known = find(identifier);
      const label = /^([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)\.sandbox\.test$/.exec(identifier.toLowerCase())?.[1];
      if (known !== undefined || label === undefined) return known;
      const account = accountNamed(label);
      byHandle.set(account.handle, account);
      byDid.set(account.did, account);
      table.set(account.did, account);
      return account;
    },
  };
}
