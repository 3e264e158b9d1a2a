import { accountNamed } from '../graph/accounts.ts';

const seeds = [
  accountNamed('instagram', 'marlowpress', 'Marlow Press'),
  accountNamed('instagram', 'fernweh', 'Fernweh Trails'),
  accountNamed('instagram', 'ottoline', 'Ottoline Reads'),
];

/** Accounts that exist from the start; the first is what demo mode connects. */
export const instagramAccounts = seeds.map((account) => ({
  ...account,
  accessToken: `sandbox-token-${account.username}`,
}));
