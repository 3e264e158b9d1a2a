import { idKind } from './ids.ts';
import type { UserError, Warning } from './refusal.ts';
import type { AccountStatus } from './statuses.ts';

/** What selecting needs to know of an account. */
export type SelectableAccount = { id: string; channel: string; username: string; status: AccountStatus };

type Selection<Account> = { accounts: Account[]; userErrors: UserError[]; warnings: Warning[] };

const plain = (name: string) => name.trim().replace(/^@/, '').toLowerCase();

/**
 * The accounts that `accounts:` names (DESIGN.md, rule 4): ids, then network names and their aliases, then usernames. What matches
 * several selects all; doubles count once. A disconnected account is refused by id and passed over by name.
 */
export function selectAccounts<Account extends SelectableAccount>(
  entries: readonly string[],
  known: readonly Account[],
  { networkOf, place }: { networkOf: (name: string) => string | null; place: 'input' | 'post' },
): Selection<Account> {
  const chosen = new Map<string, Account>();
  const userErrors: UserError[] = [];
  const warnings: Warning[] = [];
  if (entries.length === 0) userErrors.push(noEntries(place));
  for (const [index, entry] of entries.entries()) {
    const path = [place, 'accounts', String(index)];
    const matches = matchesOf(entry, known, networkOf);
    const connected = matches.filter(({ status }) => status !== 'DISCONNECTED');
    if (connected.length === 0) userErrors.push(notSelected(entry, path, matches));
    for (const account of connected) {
      if (account.status === 'NEEDS_RECONNECT' && !chosen.has(account.id)) warnings.push(needsReconnect(account, path));
      chosen.set(account.id, account);
    }
  }
  return { accounts: [...chosen.values()], userErrors, warnings };
}

function matchesOf<Account extends SelectableAccount>(
  entry: string,
  known: readonly Account[],
  networkOf: (name: string) => string | null,
): Account[] {
  const name = plain(entry);
  const byId = known.filter(({ id }) => id === entry.trim());
  if (byId.length > 0 || idKind(entry.trim()) === 'Account') return byId;
  const network = networkOf(name);
  const byNetwork = network === null ? [] : known.filter(({ channel }) => channel === network);
  return byNetwork.length > 0 ? byNetwork : known.filter(({ username }) => plain(username) === name);
}

function noEntries(place: string): UserError {
  return {
    code: 'REQUIRED',
    message: 'Name at least one account: an account id, a network’s name or a username.',
    path: [place, 'accounts'],
  };
}

function notSelected(entry: string, path: string[], [disconnected]: readonly SelectableAccount[]): UserError {
  if (disconnected?.id === entry.trim()) {
    const message = `@${disconnected.username} was disconnected. Connect it again with connectAccount, or leave it out.`;
    return { code: 'ACCOUNT_DISCONNECTED', message, path, network: disconnected.channel, accountId: disconnected.id };
  }
  const advice = disconnected
    ? 'The accounts that it names were disconnected: connect one again with connectAccount, or leave it out.'
    : "Use an account id, a network's name or a username from the accounts query, or connect the account first.";
  return { code: 'UNKNOWN_ACCOUNT', message: `"${entry}" matches no connected account. ${advice}`, path };
}

function needsReconnect(account: SelectableAccount, path: string[]): Warning {
  return {
    code: 'ACCOUNT_NEEDS_RECONNECT',
    message: `@${account.username} needs to be connected again. What goes to it waits as PAUSED until then.`,
    path,
    network: account.channel,
    accountId: account.id,
  };
}
