/** The first of a network's accounts: what demo mode connects. */
export function firstOf<Account>([first]: readonly Account[]): Account {
  if (first === undefined) throw new Error('A network has at least one account.');
  return first;
}
