import type { Choice } from '../platforms/platform.ts';
import { freshCredentials } from './credentials.ts';
import { loadAccount } from './load-work.ts';
import type { PublishingDeps } from './work.ts';

const timeoutMs = 10_000;

/** Reads what an account can choose of an option, live from its network; null where the option has no such values. */
export function createReadChoices(
  deps: PublishingDeps,
): (accountId: string, option: string) => Promise<Choice[] | null> {
  return async (accountId, option) => {
    const row = await deps.database.account.findUniqueOrThrow({ where: { id: accountId } });
    if (!deps.roomOf(row.channel)) return null;
    const { room, account } = loadAccount(deps, row);
    const choice = room.choices[option];
    if (!choice) return null;
    const { value: credentials } = await freshCredentials(deps, { room, account });
    return choice.read(deps.openSession(room, { account, credentials, signal: AbortSignal.timeout(timeoutMs) }));
  };
}
