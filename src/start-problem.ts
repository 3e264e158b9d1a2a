import { ConfigError } from './config.ts';
import { MigrationError } from './database/migrate.ts';
import { EmbeddedPostgresError } from './database/postgres-tools.ts';

/** What a person reads when Postern cannot start or go on: the sentence alone where it says what to do, else all that is known. */
export function startProblem(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof MigrationError || error instanceof EmbeddedPostgresError)
    return `Postern cannot start: ${error.message}`;
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE')
    return `Postern cannot start: something else listens on port ${port}. Stop it, or choose another with PORT or SANDBOX_PORT.`;
  return `Postern stopped. ${error instanceof Error ? error.stack : String(error)}`;
}
