import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, vi } from 'vitest';
import { freePort } from './free-port.ts';

export const npmStartKey = 'a-key-for-tests-only';

/** A folder and ports for `npm start`. Disposing ends whatever was started there, PostgreSQL too. */
export type NpmStart = AsyncDisposable & {
  url: string;
  sandboxUrl: string;
  /** What the process is given; tests add to it before they start it. */
  environment: Record<string, string>;
  postgresFolder: string;
  /** Starts it, in a process group of its own, as a terminal does. */
  launch(): ChildProcess;
  /** Starts it and waits until it serves. */
  start(): Promise<ChildProcess>;
  postgresPid(): Promise<number | null>;
};

export async function npmStart(): Promise<NpmStart> {
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-start-'));
  await chmod(folder, 0o755);
  const [port, sandboxPort] = await Promise.all([freePort(), freePort()]);
  const url = `http://127.0.0.1:${port}`;
  const dataDir = path.join(folder, 'data');
  const environment: Record<string, string> = {
    DATA_DIR: dataDir,
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    DEMO_API_KEY: npmStartKey,
  };
  const groups = new Set<number>();

  function launch(): ChildProcess {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...environment };
    const child = spawn('npm', ['start'], { detached: true, stdio: 'ignore', env });
    if (child.pid) groups.add(child.pid);
    return child;
  }

  async function start(): Promise<ChildProcess> {
    const child = launch();
    const serves = async () => expect((await fetch(`${url}/health`)).status).toBe(200);
    await vi.waitFor(serves, { timeout: 30_000, interval: 50 });
    return child;
  }

  const postgresFolder = path.join(dataDir, 'postgres');
  const postgresPid = () => readPid(path.join(postgresFolder, 'data', 'postmaster.pid'));
  return {
    url,
    sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
    environment,
    postgresFolder,
    launch,
    start,
    postgresPid,
    async [Symbol.asyncDispose]() {
      for (const group of groups) killGroup(group, 'SIGKILL');
      await stopPostgres(await postgresPid());
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

async function readPid(file: string): Promise<number | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : Number(text.split('\n')[0]);
}

async function stopPostgres(pid: number | null): Promise<void> {
  if (pid === null) return;
  try {
    process.kill(pid, 'SIGQUIT');
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), { timeout: 10_000 });
  } catch {
    // It is gone already.
  }
}
