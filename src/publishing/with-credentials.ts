import { PlatformFailure } from '../platforms/failure.ts';
import { deliveryError } from './after-failure.ts';
import { freshCredentials, type Holder, type Opened, readCredentials, renewCredentials } from './credentials.ts';
import { askToReconnect } from './record.ts';
import { refusesLogin } from './refuses-login.ts';
import type { PublishingDeps } from './work.ts';

/**
 * Calls a network outside a delivery with an account's credentials; where it says that they have expired, once more with renewed ones.
 * Where it refuses those for good, the account asks for a person, as when it publishes.
 * @throws PlatformFailure of kind auth_expired or auth_revoked where a person must connect the account again.
 */
export async function withCredentials<Result>(
  deps: PublishingDeps,
  holder: Holder,
  call: (credentials: unknown) => Promise<Result>,
): Promise<Result> {
  let stored = await readCredentials(deps, holder);
  let wasRefused = false;
  const callWith = (opened: Opened): Promise<Result> => {
    stored = opened.stored;
    return call(opened.value);
  };
  try {
    return await callWith(await freshCredentials(deps, holder, stored)).catch(async (error: unknown) => {
      if (!(error instanceof PlatformFailure) || error.kind !== 'auth_expired') throw error;
      wasRefused = true;
      return callWith(await renewCredentials(deps, holder, stored));
    });
  } catch (error) {
    if (error instanceof PlatformFailure && refusesLogin(error, wasRefused))
      await askToReconnect(
        deps.database,
        { accountId: holder.account.id, credentialsVersion: stored.version },
        deliveryError(error),
      );
    throw error;
  }
}
