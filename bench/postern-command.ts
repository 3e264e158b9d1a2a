import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What `npm start` tells node. */
function nodeOptions(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
  return scripts.start.match(/--\S+/g) ?? [];
}

/** Starts a Postern in a process of its own as it runs in production, serving the API alone. */
export function posternCommand(databaseUrl: string, adjusted: Record<string, string> = {}): string[] {
  const environment = {
    MODE: 'production',
    ROLES: 'api',
    PORT: '0',
    PUBLIC_URL: 'http://127.0.0.1:4000',
    DATABASE_URL: databaseUrl,
    ENCRYPTION_KEY: 'ab'.repeat(32),
    REQUESTS_PER_MINUTE: '100000000',
    DATA_DIR: path.join(tmpdir(), 'postern-bench-data'),
    ...adjusted,
  };
  return [...nodeOptions(), 'bench/postern-process.ts', JSON.stringify({ environment })];
}
