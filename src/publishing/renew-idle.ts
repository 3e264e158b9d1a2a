import { failureKinds } from '../domain/delivery-error.ts';
import { PlatformFailure } from '../platforms/failure.ts';
import { deliveryError } from './after-failure.ts';
import { freshCredentials } from './credentials.ts';
import { loadAccount } from './load-work.ts';
import { askToReconnect } from './record.ts';
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
      // Without an answer it is not the network that refuses: the server may have been started with another ENCRYPTION_KEY.
      const refused = failureKinds[error.kind].remedy === 'reconnect' && error.status !== undefined;
      const failing = { accountId: row.id, credentialsVersion: version };
      if (refused) await askToReconnect(deps.database, failing, deliveryError(error));
      else
        deps.log('warn', 'Credentials could not be renewed; it is tried again.', {
          accountId: row.id,
          kind: error.kind,
        });
    }
  }
}
