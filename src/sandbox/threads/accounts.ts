import { accountNamed } from '../graph/accounts.ts';

const seeds = [
  accountNamed('threads', 'marlowpress', 'Marlow Press'),
  accountNamed('threads', 'fernweh', 'Fernweh Trails'),
  accountNamed('threads', 'ottoline', 'Ottoline Reads'),
];

/** Accounts that exist from the start; the first is what demo mode connects. */
export const threadsAccounts = seeds.map((account) => ({
  ...account,
  accessToken: `sandbox-token-${account.username}`,
}));
