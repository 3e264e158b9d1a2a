import { type Database, openDatabase } from '../../src/database/prisma.ts';
import { createTestDatabase } from '../support/database.ts';
import { type StoredWorkspace, storeWorkspace } from '../support/fixtures.ts';

export type WithWorkspace = AsyncDisposable & { database: Database; workspace: StoredWorkspace; statements: string[] };

/** A database of its own with one workspace in it; `statements` fills with what is sent. */
export async function withWorkspace(): Promise<WithWorkspace> {
  await using opened = new AsyncDisposableStack();
  const statements: string[] = [];
  const { url } = opened.use(await createTestDatabase());
  const database = opened.use(openDatabase(url, { onQuery: (sql) => statements.push(sql) }));
  const workspace = await storeWorkspace(database);
  const kept = opened.move();
  return { database, workspace, statements, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}
