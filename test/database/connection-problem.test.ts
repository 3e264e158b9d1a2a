import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { connectionProblem } from '../../src/database/connection-problem.ts';
import { migrate } from '../../src/database/migrate.ts';
import { openDatabase } from '../../src/database/prisma.ts';
import { createEmptyDatabase, type TestDatabase } from '../support/database.ts';

const role = `stranger_${randomBytes(4).toString('hex')}`;
const admin = new pg.Client({ connectionString: inject('postgres').adminUrl });
let empty: TestDatabase;

beforeAll(async () => {
  await admin.connect();
  await admin.query(`create role ${role} login password 'hunter2'`);
  empty = await createEmptyDatabase();
});
afterAll(async () => {
  await empty[Symbol.asyncDispose]();
  await admin.query(`drop role ${role}`);
  await admin.end();
});

function changed(change: (url: URL) => void): string {
  const url = new URL(empty.url);
  change(url);
  return url.href;
}

async function problemAt(url: string): Promise<string | null> {
  const error = await migrate(url).catch((cause: unknown) => cause);
  return connectionProblem(error, url);
}

const at = () => new URL(empty.url).host;
const name = () => new URL(empty.url).pathname.slice(1);

test('a server that does not run is named, with what to do', async () => {
  const problem = await problemAt('postgres://u:hunter2@127.0.0.1:1/posts');
  expect(problem).toBe(
    'PostgreSQL at 127.0.0.1:1 (database "posts") cannot be reached: connect ECONNREFUSED 127.0.0.1:1. Start it, or correct host and port in DATABASE_URL.',
  );
});

test('a host that does not exist is named', () => {
  for (const code of ['ENOTFOUND', 'EAI_AGAIN'])
    expect(connectionProblem({ code, message: 'getaddrinfo' }, 'postgres://u:hunter2@nowhere.invalid/posts')).toBe(
      'PostgreSQL at nowhere.invalid:5432 (database "posts") cannot be found: no such host is known. Correct the host in DATABASE_URL.',
    );
});

test.each([['wrong'], ['']])('a password "%s" is asked for again, and not shown', async (password) => {
  const problem = await problemAt(changed((url) => Object.assign(url, { username: role, password })));
  expect(problem).toBe(
    `PostgreSQL at ${at()} does not let user "${role}" into database "${name()}". Correct user and password in DATABASE_URL, or allow the user in pg_hba.conf.`,
  );
});

test('a database that does not exist is named', async () => {
  expect(await problemAt(changed((url) => Object.assign(url, { pathname: 'nothing_here' })))).toBe(
    `PostgreSQL at ${at()} has no database "nothing_here". Create it (createdb nothing_here), or correct the name in DATABASE_URL.`,
  );
});

test('rights that lack are named, whichever library met the refusal', async () => {
  const url = changed((address) => Object.assign(address, { username: role, password: 'hunter2' }));
  const advice = `Make the user its owner: alter database "${name()}" owner to "${role}".`;
  expect(await problemAt(url)).toBe(
    `PostgreSQL at ${at()} refuses user "${role}" in database "${name()}": permission denied for schema public. ${advice}`,
  );
  await using database = openDatabase(url);
  const error = await database.$queryRaw`select rolpassword from pg_authid`.catch((cause: unknown) => cause);
  expect(connectionProblem(error, url)).toContain(`permission denied for table pg_authid. ${advice}`);
});

test('a time that passes without an answer is a server that cannot be reached', () => {
  const url = 'postgres://u:hunter2@db.example.com/posts';
  expect(connectionProblem(new Error('timeout expired'), url)).toContain('cannot be reached: timeout expired.');
});

test('anything else is none', () => {
  for (const error of [new Error('hunter2'), null, 'x', { code: 'EADDRINUSE' }])
    expect(connectionProblem(error, 'postgres://h/n')).toBeNull();
});
