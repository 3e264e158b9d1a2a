import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../src/database/embedded-postgres.ts';
import { migrate } from '../src/database/migrate.ts';

/** A PostgreSQL for one bench, with all migrations and no rows. */
export async function startBenchDatabase(): Promise<AsyncDisposable & { url: string }> {
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-bench-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const { url } = opened.use(await startEmbeddedPostgres({ folder, log: () => {} }));
  await migrate(url);
  const kept = opened.move();
  return { url, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}
