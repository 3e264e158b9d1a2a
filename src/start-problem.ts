import { type Config, ConfigError } from './config.ts';
import { connectionProblem } from './database/connection-problem.ts';
import { MigrationError } from './database/migrate.ts';
import { EmbeddedPostgresError } from './database/postgres-tools.ts';

type SystemError = {
  code?: string;
  port?: number;
  path?: string;
  address?: string;
  hostname?: string;
  syscall?: string;
};

/** What a person reads when Postern cannot start or go on: the sentence alone where it says what to do, else all that is known. */
export function startProblem(error: unknown, config?: Config): string {
  if (error instanceof ConfigError) return error.message;
  const sentence = databaseSentence(error, config) ?? systemSentence((error ?? {}) as SystemError, config);
  if (sentence !== null) return `Postern cannot start: ${sentence}`;
  return `Postern stopped. ${error instanceof Error ? error.stack : String(error)}`;
}

function databaseSentence(error: unknown, config?: Config): string | null {
  const listens = ['listen', 'bind'].includes((error as SystemError | null)?.syscall ?? '') || isHost(error, config);
  const known = !listens && config?.database.kind === 'url' ? connectionProblem(error, config.database.url) : null;
  if (known !== null) return known;
  return error instanceof MigrationError || error instanceof EmbeddedPostgresError ? error.message : null;
}

/** Whether an error tells of the address to listen at, not of one to connect to. */
function isHost(error: unknown, config?: Config): boolean {
  const { hostname } = (error ?? {}) as SystemError;
  return hostname !== undefined && hostname === config?.host;
}

function systemSentence(error: SystemError, config?: Config): string | null {
  const { code = '', port, address, hostname, syscall } = error;
  if (code === 'EADDRINUSE')
    return `something else listens on port ${port}. Stop it, or choose another with PORT or SANDBOX_PORT.`;
  if (code === 'EADDRNOTAVAIL' || isHost(error, config))
    return `${hostname ?? address} is no address of this machine. Correct HOST.`;
  if (code === 'EACCES' && syscall === 'listen')
    return `this user may not listen on port ${port}. Choose one above 1023 with PORT or SANDBOX_PORT.`;
  const reason = folderReasons[code];
  if (reason === undefined || config === undefined) return null;
  return `nothing can be kept in ${config.dataDir}: ${error.path ?? 'a file in it'} ${reason} with DATA_DIR.`;
}

const folderReasons: Readonly<Record<string, string>> = {
  ENOTDIR: 'is below a file, not below a folder. Choose another folder',
  EEXIST: 'is a file, not a folder. Choose another folder',
  EACCES: 'is closed to this user. Open it, or choose another folder',
  EPERM: 'is closed to this user. Open it, or choose another folder',
  EROFS: 'lies where nothing can be written. Choose another folder',
  ENOSPC: 'does not fit on its disk, which is full. Make room, or choose another folder',
};
