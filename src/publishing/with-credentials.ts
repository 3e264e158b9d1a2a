import { PlatformFailure } from '../platforms/failure.ts';
import { freshCredentials, type Holder, renewCredentials } from './credentials.ts';
import type { PublishingDeps } from './work.ts';

/**
 * Calls a network outside a delivery with an account's credentials; where it says that they have expired, once more with renewed ones.
 * @throws PlatformFailure of kind auth_revoked where a person must connect the account again.
 */
export async function withCredentials<Result>(
  deps: PublishingDeps,
  holder: Holder,
  call: (credentials: unknown) => Promise<Result>,
): Promise<Result> {
  const { value, stored } = await freshCredentials(deps, holder);
  try {
    return await call(value);
  } catch (error) {
    if (!(error instanceof PlatformFailure) || error.kind !== 'auth_expired') throw error;
    return call((await renewCredentials(deps, holder, stored)).value);
  }
}
