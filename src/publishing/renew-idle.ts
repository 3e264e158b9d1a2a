import { PlatformFailure } from '../platforms/failure.ts';
import { deliveryError } from './after-failure.ts';
import { freshCredentials } from './credentials.ts';
import { loadAccount } from './load-work.ts';
import { askToReconnect } from './record.ts';
import { refusesLogin } from './refuses-login.ts';
import type { PublishingDeps } from './work.ts';

/** Renews credentials that are due, of accounts whose network lets them end where nobody does so. One that is refused asks for a person. */
export async function renewIdle(deps: PublishingDeps, networks: readonly string[], signal: AbortSignal): Promise<void> {
  const accounts = await deps.database.account.findMany({
    where: { status: 'ACTIVE', channel: { in: [...networks] } },
    orderBy: { id: 'asc' },
  });
  for (const row of accounts) {
    if (signal.aborted) return;
    const { credentials: sealed, credentialsVersion: version } = row;
    try {
      await freshCredentials(deps, loadAccount(deps, row), { sealed, version });
    } catch (error) {
      if (!(error instanceof PlatformFailure)) throw error;
      const failing = { accountId: row.id, credentialsVersion: version };
      if (refusesLogin(error)) await askToReconnect(deps.database, failing, deliveryError(error));
      else
        deps.log('warn', 'Credentials could not be renewed; it is tried again.', {
          accountId: row.id,
          kind: error.kind,
        });
    }
  }
}
