import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The networks at play. */
export type Networks = Disposable & {
  url: string;
  /** What CPU they have used so far, in milliseconds. */
  cpuMs(): Promise<number>;
};

/** Starts the sandbox in a process of its own. */
export async function playNetworks(latencyMs: number): Promise<Networks> {
  const child = spawn(process.execPath, ['bench/sandbox-process.ts', JSON.stringify({ latencyMs })], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (child.stdout === null) throw new Error('The output of the sandbox is not to be read.');
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return {
    url,
    async cpuMs() {
      child.send('cpu');
      const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage];
      return (user + system) / 1000;
    },
    [Symbol.dispose]: () => void child.kill('SIGKILL'),
  };
}
