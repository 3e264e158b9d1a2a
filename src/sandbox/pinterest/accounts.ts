import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { World } from '../network.ts';

const accountSchema = z.object({ id: z.string(), username: z.string(), displayName: z.string() });
export type Account = z.infer<typeof accountSchema>;

export type Board = { id: string; name: string; sections: readonly { id: string; name: string }[] };

/** Eighteen digits, the same for the same words. */
function idOf(words: string): string {
  const digest = createHash('sha256').update(`pinterest ${words}`).digest();
  return String(500_000_000_000_000_000n + (digest.readBigUInt64BE() % 400_000_000_000_000_000n));
}

function accountNamed(username: string, displayName = username): Account {
  return { id: idOf(username), username, displayName };
}

const seeds = [
  accountNamed('marlowpress', 'Marlow Press'),
  accountNamed('fernweh', 'Fernweh Trails'),
  accountNamed('ottoline', 'Ottoline Reads'),
];

/** Accounts that exist from the start; the first is what demo mode connects. */
export const pinterestAccounts = seeds.map((account) => ({
  ...account,
  accessToken: `sandbox-token-${account.username}`,
  refreshToken: `sandbox-refresh-${account.username}`,
}));

/** A board that everyone shares, under the id that the documentation has in its examples. */
const shared: Board = {
  id: '549755885175',
  name: 'Shared with everyone',
  sections: [{ id: '549755885176', name: 'Salads' }],
};

/** The boards that an account can pin to: its own, and the one that everyone shares. */
export function boardsOf({ username }: Pick<Account, 'username'>): Board[] {
  const own = (name: string, sections: string[]): Board => ({
    id: idOf(`${username}/${name}`),
    name,
    sections: sections.map((section) => ({ id: idOf(`${username}/${name}/${section}`), name: section })),
  });
  return [own('Ideas', []), own('Places', ['By the sea', 'In the hills']), shared];
}

/** How an account stands with Pinterest, told by how its name begins: "trial-ada" (the app is), "review-ada". */
export function standingOf({ username }: Account) {
  return { isTrial: username.startsWith('trial-'), isInReview: username.startsWith('review-') };
}

export type Accounts = {
  /** The account of a name; made when it is met for the first time. */
  meet(username: string): Account;
};

export function openAccounts({ store }: Pick<World, 'store'>): Accounts {
  const table = store.table('pinterest/accounts', accountSchema);
  const known = new Map([...seeds, ...table.rows()].map((account) => [account.username.toLowerCase(), account]));
  return {
    meet: (username) => {
      const met = known.get(username.toLowerCase());
      if (met !== undefined) return met;
      const account = accountNamed(username);
      known.set(username.toLowerCase(), account);
      table.set(account.id, account);
      return account;
    },
  };
}
