import { type ChildProcess, execFile, fork, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, cp, mkdir, readdir, readFile, readlink, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { test as base, expect, inject } from 'vitest';
import { startEmbeddedPostgres } from '../../src/database/embedded-postgres.ts';
import { findPrograms } from '../../src/database/postgres-tools.ts';
import { reachablePrograms } from '../../src/database/reachable.ts';

const isRoot = process.getuid?.() === 0;
const settings = { fsync: 'off' };
const log = () => {};
const program = fileURLToPath(new URL('./hold-postgres.ts', import.meta.url));

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures this one needs
  folder: async ({}, use) => {
    const folder = path.join(tmpdir(), `postern-embedded-${randomBytes(6).toString('hex')}`);
    await use(folder);
    const left = await readPostmaster(folder);
    await rm(folder, { recursive: true, force: true });
    expect(left, 'a PostgreSQL was left behind').toBeNull();
  },
});

function start(folder: string) {
  return startEmbeddedPostgres({ folder, log, settings });
}

type Holder = AsyncDisposable & { url: string; child: ChildProcess };

/** Another process that holds the PostgreSQL in a folder. */
async function holdElsewhere(folder: string): Promise<Holder> {
  const child = fork(program, [folder], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [url] = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => ['it ended'])]);
  const leave = async () => {
    const exit = once(child, 'exit');
    child.send('leave');
    expect(await exit).toEqual([0, null]);
  };
  return { url, child, [Symbol.asyncDispose]: leave };
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

async function readPostmaster(folder: string): Promise<number | null> {
  const text = await readFile(path.join(folder, 'data/postmaster.pid'), 'utf8').catch(() => null);
  return text === null ? null : Number(text.split('\n')[0]);
}

async function kill(folder: string): Promise<void> {
  process.kill((await readPostmaster(folder)) ?? 0, 'SIGKILL');
}

test('starts a PostgreSQL that keeps text as UTF-8 and sorts it the same everywhere', async ({ folder }) => {
  await using postgres = await start(folder);
  const sql = `select current_database(), pg_encoding_to_char(encoding), datlocprovider, datlocale, length('né€😀'), upper('é')
    from pg_database where datname = current_database()`;
  expect(await query(postgres.url, sql)).toEqual(['postern', 'UTF8', 'b', 'C.UTF-8', 4, 'É']);
  expect(await query(postgres.url, 'show fsync')).toEqual(['off']);
});

test('keeps what was written from one start to the next, on the same port', async ({ folder }) => {
  const first = await start(folder);
  await query(first.url, 'create table note as select 7 as n');
  await first[Symbol.asyncDispose]();
  await expect(query(first.url, 'select 1')).rejects.toThrow('ECONNREFUSED');

  await using second = await start(folder);
  expect(second.url).toBe(first.url);
  expect(await query(second.url, 'select n from note')).toEqual([7]);
});

test('joins the one that another process started, and whoever leaves last stops it', async ({ folder }) => {
  const starter = await start(folder);
  const joiner = await holdElsewhere(folder);
  expect(joiner.url).toBe(starter.url);

  await starter[Symbol.asyncDispose]();
  expect(await query(joiner.url, 'select 1')).toEqual([1]);
  await joiner[Symbol.asyncDispose]();
  await expect(query(joiner.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
});

test('several processes that start at the same moment on an empty folder share one, and may leave at the same moment', async ({
  folder,
}) => {
  const holders = await Promise.all([start(folder), holdElsewhere(folder), holdElsewhere(folder), start(folder)]);
  expect(new Set(holders.map((holder) => holder.url)).size).toBe(1);
  expect((await readdir(folder)).sort()).toEqual(['data']);
  await Promise.all(holders.map((holder) => holder[Symbol.asyncDispose]()));
  expect(await readPostmaster(folder)).toBeNull();
});

test('comes up again after everything was killed, with what had been written', async ({ folder }) => {
  const killed = await holdElsewhere(folder);
  await query(killed.url, 'create table note as select 7 as n');
  const exit = once(killed.child, 'exit');
  killed.child.kill('SIGKILL');
  await kill(folder);
  await exit;

  await using postgres = await start(folder);
  expect(await query(postgres.url, 'select n from note')).toEqual([7]);
});

test('joins the one that a killed process left running', async ({ folder }) => {
  const killed = await holdElsewhere(folder);
  const exit = once(killed.child, 'exit');
  killed.child.kill('SIGKILL');
  await exit;
  const running = await readPostmaster(folder);

  await using postgres = await start(folder);
  expect(postgres.url).toBe(killed.url);
  expect(await readPostmaster(folder)).toBe(running);
});

test('starts it again, at the same address, when it dies while it is held', async ({ folder }) => {
  const lines: string[] = [];
  const lost = Promise.withResolvers<void>();
  const note = (_level: string, message: string) => {
    lines.push(message);
    lost.resolve();
  };
  const postgres = await startEmbeddedPostgres({ folder, log: note, settings });
  await kill(folder);
  await lost.promise;
  await using second = await start(folder);
  expect(second.url).toBe(postgres.url);
  await postgres[Symbol.asyncDispose]();
  expect(await query(second.url, 'select 1')).toEqual([1]);
  expect(lines).toEqual(['The connection to PostgreSQL was lost: joining it, or starting it again.']);
});

test('stays up while anyone else is connected', async ({ folder }) => {
  const postgres = await start(folder);
  const person = new pg.Client({ connectionString: postgres.url });
  await person.connect();
  await postgres[Symbol.asyncDispose]();
  expect((await person.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await person.end();
  await using _again = await start(folder);
});

test('never takes a server on the noted port for its own because of the port', async ({ folder }) => {
  await (await start(folder))[Symbol.asyncDispose]();
  const gone = spawn(process.execPath, ['--version']);
  await once(gone, 'exit');
  const data = path.join(folder, 'data');
  const { port } = new URL(inject('postgres').adminUrl);
  await writeFile(
    path.join(data, 'postmaster.pid'),
    [gone.pid, data, 0, port, '', '127.0.0.1', '', 'ready', ''].join('\n'),
  );

  await using postgres = await start(folder);
  expect(new URL(postgres.url).port).not.toBe(port);
});

test.runIf(process.platform === 'linux')(
  'is not held up by a lock file that names a process of another kind',
  async ({ folder }) => {
    await (await start(folder))[Symbol.asyncDispose]();
    const stranger = spawn('sleep', ['600'], isRoot ? { uid: 65_534, gid: 65_534 } : {});
    try {
      const data = path.join(folder, 'data');
      const lines = [stranger.pid, data, 0, 1, '', '127.0.0.1', '', 'ready', ''];
      await writeFile(path.join(data, 'postmaster.pid'), lines.join('\n'));
      await using postgres = await start(folder);
      expect(await query(postgres.url, 'select 1')).toEqual([1]);
    } finally {
      stranger.kill();
    }
  },
);

test('removes what a start that was killed left half made, once it is old', async ({ folder }) => {
  await mkdir(path.join(folder, 'data-draft-old'), { recursive: true, mode: 0o711 });
  await mkdir(path.join(folder, 'data-draft-new'));
  await chmod(folder, 0o711);
  await utimes(path.join(folder, 'data-draft-old'), 0, 0);
  await using _postgres = await start(folder);
  expect((await readdir(folder)).sort()).toEqual(['data', 'data-draft-new']);
});

test.runIf(isRoot)(
  'keeps its data where the user that it runs as in place of root gets in, if its folder is closed to that user',
  async ({ folder }) => {
    const closed = path.join(folder, 'closed');
    await mkdir(closed, { recursive: true });
    await chmod(closed, 0o700);
    const inside = path.join(closed, 'postgres');
    {
      await using postgres = await start(inside);
      await query(postgres.url, 'create table kept as select 1');
    }
    const moved = await readlink(inside);
    expect(moved).toMatch(/^\/var\/lib\/postern\/data-/);
    {
      await using again = await start(inside);
      expect(await query(again.url, "select to_regclass('kept')::text")).toEqual(['kept']);
    }
    await rm(moved, { recursive: true });
  },
);

test.runIf(isRoot)(
  'runs a copy of its programs that is open to all, where the installed ones are not',
  async ({ folder }) => {
    const installed = await findPrograms(`${process.platform}-${process.arch}`);
    const closed = path.join(folder, 'closed');
    await cp(path.dirname(path.dirname(installed.initdb)), closed, { recursive: true, verbatimSymlinks: true });
    await chmod(closed, 0o700);
    const inClosed = (name: string) => path.join(closed, 'bin', name);
    const copy = await reachablePrograms(
      { initdb: inClosed('initdb'), pg_ctl: inClosed('pg_ctl') },
      { uid: 65_534, gid: 65_534 },
    );
    expect(copy.initdb).toMatch(/^\/var\/lib\/postern\/programs-.*\/bin\/initdb$/);
    const { stdout } = await promisify(execFile)(copy.initdb, ['--version'], { uid: 65_534, gid: 65_534, cwd: '/' });
    expect(stdout).toContain('PostgreSQL');
  },
);

test('refuses a folder that holds something else', async ({ folder }) => {
  await mkdir(path.join(folder, 'data'), { recursive: true });
  await expect(start(folder)).rejects.toThrow('is no database folder of Postern');
});

test('says so where there is no PostgreSQL for the machine', async () => {
  await expect(findPrograms('sunos-sparc')).rejects.toThrow('brings no PostgreSQL for sunos-sparc: set DATABASE_URL');
});
