import { LRUCache } from 'lru-cache';
import { ChoicesUnread } from '../domain/choices-unread.ts';
import { failureKinds } from '../domain/delivery-error.ts';
import { PlatformFailure } from '../platforms/failure.ts';
import type { Choice } from '../platforms/platform.ts';
import { loadAccount } from './load-work.ts';
import { withCredentials } from './with-credentials.ts';
import type { PublishingDeps } from './work.ts';

const timeoutMs = 10_000;
/** So long what was read is given again: a form asks several times while it is filled in. */
const keptMs = 30_000;
const mostKept = 1_000;

type Kept = { choices: Promise<Choice[]>; until: number };

/**
 * Reads what an account can choose of an option, live from its network or as it was half a minute ago; null where the option has no such
 * values.
 * @throws ChoicesUnread where the network does not say, or the account's login is over.
 */
export function createReadChoices(
  deps: PublishingDeps,
): (accountId: string, option: string) => Promise<Choice[] | null> {
  const kept = new LRUCache<string, Kept>({ max: mostKept });
  return async (accountId, option) => {
    const row = await deps.database.account.findUniqueOrThrow({ where: { id: accountId } });
    if (!deps.roomOf(row.channel)) return null;
    const { room, account } = loadAccount(deps, row);
    const choice = Object.hasOwn(room.choices, option) ? room.choices[option] : undefined;
    if (!choice) return null;
    const key = `${accountId} ${row.credentialsVersion} ${option}`;
    const now = deps.clock.now().getTime();
    const known = kept.get(key);
    if (known && known.until > now) return known.choices;
    const choices = withCredentials(deps, { room, account }, (credentials) =>
      choice.read(deps.openSession(room, { account, credentials, signal: AbortSignal.timeout(timeoutMs) })),
    ).catch((error: unknown) => {
      kept.delete(key);
      return asUnread(error);
    });
    kept.set(key, { choices, until: now + keptMs });
    return choices;
  };
}

function asUnread(error: unknown): never {
  if (!(error instanceof PlatformFailure)) throw error;
  const { remedy } = failureKinds[error.kind];
  const isOver = remedy === 'reconnect' || remedy === 'renew';
  const todo = isOver ? ' Connect the account again with connectAccount or startAccountConnection.' : '';
  throw new ChoicesUnread(`${error.message}${todo}`, { cause: error });
}
