import { startEmbeddedPostgres } from '../src/database/embedded-postgres.ts';
import { migrate } from '../src/database/migrate.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A PostgreSQL for one bench, with all migrations and no rows. */
export async function startBenchDatabase(): Promise<AsyncDisposable & { url: string }> {
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(await temporaryFolder());
  const { url } = opened.use(await startEmbeddedPostgres({ folder: folder.path, log: () => {} }));
  await migrate(url);
  const kept = opened.move();
  return { url, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}
