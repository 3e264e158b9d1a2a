import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { ADOPTION_LOCK, HOLDING } from './adopt-server.ts';
import type { Cluster } from './postgres-cluster.ts';
import { EmbeddedPostgresError } from './postgres-tools.ts';

const ADMIN_SHUTDOWN = '57P01';
const STOPPING = 'postern stopping';
const CLOSING_TIMEOUT_MS = 1_000;
const RETRY_MS = 20;

/** Gives a held server up: whoever is the last stops it. Tells whether it was stopped. */
export async function leaveServer(client: pg.Client, cluster: Cluster): Promise<boolean> {
  let lost = false;
  client.once('end', () => {
    lost = true;
  });
  try {
    await client.query(`set application_name = '${STOPPING}'`);
    await client.query('select pg_advisory_lock($1)', [ADOPTION_LOCK]);
    if (!(await isLast(client))) return false;
    await stopServer(cluster);
    return true;
  } catch (error) {
    // Another that was leaving has stopped the server meanwhile.
    if (!lost && !isShutdown(error)) throw error;
    return true;
  } finally {
    await client.end();
  }
}

function isShutdown(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === ADMIN_SHUTDOWN;
}

/** Connections that were just closed, ours among them, need a moment to be gone on the server's side too. */
async function isLast(client: pg.Client): Promise<boolean> {
  const begunAt = performance.now();
  for (;;) {
    const others = await otherClients(client);
    if (others.length === 0) return true;
    if (others.includes(HOLDING) || performance.now() - begunAt > CLOSING_TIMEOUT_MS) return false;
    await pause(RETRY_MS);
  }
}

async function otherClients(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ application_name: string }>(
    `select application_name from pg_stat_activity
     where backend_type = 'client backend' and pid <> pg_backend_pid() and application_name <> $1`,
    [STOPPING],
  );
  return rows.map((row) => row.application_name);
}

async function stopServer({ tools, dataFolder }: Cluster): Promise<void> {
  const { succeeded, output } = await tools.run('pg_ctl', ['stop', '-D', dataFolder, '-m', 'fast', '-w']);
  if (!succeeded) throw new EmbeddedPostgresError(`PostgreSQL could not be stopped. It said:\n${output}`);
}
