import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { ConfigError } from '../src/config.ts';
import { MigrationError } from '../src/database/migrate.ts';
import { readConfig } from '../src/read-config.ts';
import { startProblem } from '../src/start-problem.ts';

const read = (environment: Record<string, string> = {}) => readConfig([], environment).config;
const demo = read({ DATA_DIR: '/srv/postern' });
const ofAnOperator = read({ DATABASE_URL: 'postgres://u:hunter2@db.example.com/posts' });

describe('what keeps Postern from starting', () => {
  test.each([
    [
      { code: 'EADDRINUSE', port: 4000, syscall: 'listen' },
      demo,
      'something else listens on port 4000. Stop it, or choose another with PORT or SANDBOX_PORT.',
    ],
    [
      { code: 'EACCES', port: 80, syscall: 'listen' },
      ofAnOperator,
      'this user may not listen on port 80. Choose one above 1023 with PORT or SANDBOX_PORT.',
    ],
    [
      { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: 'nowhere.invalid' },
      { ...ofAnOperator, host: 'nowhere.invalid' },
      'nowhere.invalid is no address of this machine. Correct HOST.',
    ],
    [
      { code: 'EADDRNOTAVAIL', syscall: 'listen', address: '10.1.2.3' },
      demo,
      '10.1.2.3 is no address of this machine. Correct HOST.',
    ],
    [
      { code: 'EROFS', path: '/srv/postern/x' },
      demo,
      'nothing can be kept in /srv/postern: /srv/postern/x lies where nothing can be written. Choose another folder with DATA_DIR.',
    ],
    [
      { code: 'ENOSPC' },
      demo,
      'nothing can be kept in /srv/postern: a file in it does not fit on its disk, which is full. Make room, or choose another folder with DATA_DIR.',
    ],
    [
      { code: 'EACCES', path: '/srv/postern' },
      demo,
      'nothing can be kept in /srv/postern: /srv/postern is closed to this user. Open it, or choose another folder with DATA_DIR.',
    ],
    [
      { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: 'db.example.com' },
      ofAnOperator,
      'PostgreSQL at db.example.com:5432 (database "posts") cannot be found: no such host is known. Correct the host in DATABASE_URL.',
    ],
    [new MigrationError('The migration is gone.'), demo, 'The migration is gone.'],
  ])('%j is told in a sentence', (error, config, sentence) => {
    expect(startProblem(error, config)).toBe(`Postern cannot start: ${sentence}`);
  });

  test('is told as it is where it is the configuration, and whole where nobody foresaw it', () => {
    expect(startProblem(new ConfigError(['x']))).toBe('Postern cannot start:\n  - x');
    expect(startProblem(new Error('odd'), demo)).toMatch(/^Postern stopped\. Error: odd\n {4}at /);
    expect(startProblem(null, demo)).toBe('Postern stopped. null');
  });
});

async function run(program: string, args: string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [path.resolve(import.meta.dirname, '../src', program), ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { output, errors, code };
}

describe('a program', () => {
  const ports = { PORT: '0', SANDBOX_PORT: '0' };

  test('says alone what to do where the database does not run', async () => {
    const unreachable = { ...ports, ROLES: 'api', DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/posts' };
    const problem =
      'Postern cannot start: PostgreSQL at 127.0.0.1:1 (database "posts") cannot be reached: connect ECONNREFUSED 127.0.0.1:1. Start it, or correct host and port in DATABASE_URL.\n';
    expect(await run('main.ts', [], unreachable)).toEqual({ output: '', errors: problem, code: 1 });
    expect(await run('workspace.ts', ['create', 'Ada'], unreachable)).toEqual({ output: '', errors: problem, code: 1 });
  });

  test('says alone what to do where its folder is a file', async () => {
    const { errors, code } = await run('main.ts', [], { ...ports, DATA_DIR: path.join(import.meta.filename, 'data') });
    expect(code).toBe(1);
    expect(errors).toMatch(/^Postern cannot start: nothing can be kept in .*\n$/);
    expect(errors).toContain('Choose another folder with DATA_DIR.');
  });

  test('that makes workspaces says how it is called where it is called otherwise', async () => {
    const errors = 'Usage: npm run workspace -- create NAME\n       npm run workspace -- stuck\n';
    const usage = { output: '', errors, code: 1 };
    expect(await run('workspace.ts', [], { PORT: 'x' })).toEqual(usage);
    expect(await run('workspace.ts', ['create', 'Ada', 'Lovelace'])).toEqual(usage);
  });
});
