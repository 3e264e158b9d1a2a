import { AsyncLocalStorage } from 'node:async_hooks';
import { Registry } from 'prom-client';
import type { DeliveryCounts } from '../publishing/work.ts';
import type { QueueDepth } from '../queries/queue-depth.ts';
import { createMeters, type Meters } from './create-meters.ts';

/** What a process counts, from when it started. */
export type Counts = DeliveryCounts & {
  /** Runs a GraphQL operation, and counts it with the SQL statements that it sends. */
  operation<Result>(type: 'query' | 'mutation', run: () => Result): Result;
  subscribed(): void;
  /** A statement is sent: counted for the operation that is under way, if any is. */
  statement(): void;
  socketOpened(): void;
  socketClosed(): void;
};

/** The counts of a process, and how they are shown. */
export type Metrics = Counts & {
  contentType: string;
  /** All of them in Prometheus' text format, with what waits in the database; null: it does not answer. */
  print(queue: QueueDepth | null): Promise<string>;
};

/** Counts for one process, in a registry of their own. */
export function createCounts(): Metrics {
  const registry = new Registry();
  const meters = createMeters(registry);
  const running = new AsyncLocalStorage<{ statements: number }>();

  return {
    ...deliveryCounts(meters),
    operation(type, run) {
      const tally = { statements: 0 };
      const result = running.run(tally, run);
      const done = () => meters.statements.observe({ type }, tally.statements);
      Promise.resolve(result).then(done, done);
      meters.operations.inc({ type });
      return result;
    },
    subscribed: () => meters.operations.inc({ type: 'subscription' }),
    statement() {
      const tally = running.getStore();
      if (tally) tally.statements += 1;
    },
    socketOpened: () => meters.sockets.inc(),
    socketClosed: () => meters.sockets.dec(),
    contentType: registry.contentType,
    print(queue) {
      meters.databaseUp.set(queue === null ? 0 : 1);
      meters.queue.reset();
      for (const [state, count] of Object.entries(queue ?? {})) meters.queue.set({ state }, count);
      return registry.metrics();
    },
  };
}

function deliveryCounts({ lateness, settling, attempts, rateLimits, takeovers }: Meters): DeliveryCounts {
  return {
    firstCall: (network, lateMs) => lateness.observe({ network }, lateMs / 1000),
    attemptEnded: (network, outcome) => attempts.inc({ network, outcome }),
    settled: (network, { status, afterMs }) => settling.observe({ network, status }, afterMs / 1000),
    rateLimited: (network) => rateLimits.inc({ network }),
    takenOver: (network) => takeovers.inc({ network }),
  };
}
