import type { JsonObject } from './json.ts';

/** Options by network, and those of single accounts. */
type Given = {
  options: Readonly<Record<string, JsonObject>>;
  accountOptions: readonly { accountId: string; options: Readonly<Record<string, JsonObject>> }[];
};

/** What one account gets. `from` is the index among the accounts' options that it comes from, or null for its channel's. */
type Resolved = { options: JsonObject; from: number | null };

/** The account's own options, else its channel's, whole. */
export function resolveOptions(given: Given, { accountId, channel }: { accountId: string; channel: string }): Resolved {
  const index = given.accountOptions.findIndex(
    (own) => own.accountId === accountId && own.options[channel] !== undefined,
  );
  const own = given.accountOptions[index]?.options[channel];
  return own === undefined ? { options: given.options[channel] ?? {}, from: null } : { options: own, from: index };
}
