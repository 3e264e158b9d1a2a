import { forgetConnections } from './actions/account-connections.ts';
import type { Role } from './config.ts';
import type { Database } from './database/prisma.ts';
import type { Clock } from './domain/clock.ts';
import type { Log } from './log.ts';
import type { MediaStorage } from './media/storage.ts';
import { sweepIncoming } from './media/sweep-incoming.ts';
import { sweepStorage } from './media/sweep-storage.ts';
import { findKeptHashes } from './queries/find-kept-hashes.ts';
import { startChore } from './scheduler/chore.ts';

type Sweeping = { storage: MediaStorage; database: Database; clock: Clock; log: Log; roles: readonly Role[] };

const everyMs = 60 * 60 * 1000;

/** How long a file may wait to become media. No upload takes as long. */
const keptMs = 24 * 60 * 60 * 1000;

/** Removes what is of no use: every process its own files, and workers what is of no medium, and connections that nobody came back for. Many may do so at the same time. */
export function startSweep({ storage, database, clock, log, roles }: Sweeping): AsyncDisposable {
  return startChore({
    everyMs,
    async run(signal) {
      const before = new Date(clock.now().getTime() - keptMs);
      await sweepIncoming(storage.incoming, before);
      if (!roles.includes('worker')) return;
      await forgetConnections(database);
      const findKept = (hashes: readonly string[]) => findKeptHashes(database, hashes);
      const removed = await sweepStorage({ storage, putBefore: before, findKept, signal });
      if (removed > 0) log.info({ removed }, 'Files that are of no medium were removed.');
    },
    onError: (error) => log.error({ error }, 'Sweeping failed; it is tried again in an hour.'),
  });
}
