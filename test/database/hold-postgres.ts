import { startEmbeddedPostgres } from '../../src/database/embedded-postgres.ts';

// A process that holds the PostgreSQL in the folder it is given until it is told to leave.
const postgres = await startEmbeddedPostgres({
  folder: process.argv[2] ?? '',
  log: () => {},
  settings: { fsync: 'off' },
});
process.once('message', async () => {
  await postgres[Symbol.asyncDispose]();
  process.disconnect();
});
process.send?.(postgres.url);
