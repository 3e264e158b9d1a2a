import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export type Meters = ReturnType<typeof createMeters>;

/** What is measured, under the names that an operator sees. */
export function createMeters(registry: Registry) {
  const registers = [registry];
  return {
    lateness: new Histogram({
      name: 'postern_lateness_seconds',
      help: 'From when a delivery was due to its first call at the network.',
      labelNames: ['network'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300],
      registers,
    }),
    settling: new Histogram({
      name: 'postern_settling_seconds',
      help: 'From when a delivery was started, or last retried by a person, until it was POSTED, FAILED, UNKNOWN or PAUSED.',
      labelNames: ['network', 'status'],
      buckets: [0.5, 1, 2, 5, 10, 20, 30, 60, 300, 900, 3600],
      registers,
    }),
    attempts: new Counter({
      name: 'postern_attempts_total',
      help: 'Attempts at deliveries that ended: SUCCEEDED, FAILED or UNKNOWN.',
      labelNames: ['network', 'outcome'],
      registers,
    }),
    takeovers: new Counter({
      name: 'postern_takeovers_total',
      help: 'Deliveries taken over from a worker that stopped.',
      labelNames: ['network'],
      registers,
    }),
    rateLimits: new Counter({
      name: 'postern_rate_limits_total',
      help: 'Calls of deliveries that a network refused because of a rate limit or a quota.',
      labelNames: ['network'],
      registers,
    }),
    queue: new Gauge({
      name: 'postern_queue',
      help: 'What waits in the database, the same from every process: deliveries that are due and not taken (due), that go on later (later), whose outcome is UNKNOWN (unknown), that are PAUSED (paused); posts whose time has not come (scheduled).',
      labelNames: ['state'],
      registers,
    }),
    databaseUp: new Gauge({
      name: 'postern_database_up',
      help: 'Whether the database answered; where it did not, postern_queue is left out.',
      registers,
    }),
    sockets: new Gauge({ name: 'postern_sockets', help: 'Websockets that are open.', registers }),
    operations: new Counter({
      name: 'postern_operations_total',
      help: 'GraphQL operations that were run.',
      labelNames: ['type'],
      registers,
    }),
    statements: new Histogram({
      name: 'postern_operation_statements',
      help: 'SQL statements that a GraphQL query or mutation sent, beside the one that reads its key.',
      labelNames: ['type'],
      buckets: [0, 1, 2, 3, 5, 10, 20, 50, 100],
      registers,
    }),
  };
}
