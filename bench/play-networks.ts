import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Starts the sandbox in a process of its own. */
export async function playNetworks(latencyMs: number): Promise<{ url: string; [Symbol.dispose](): void }> {
  const child = spawn(process.execPath, ['bench/sandbox-process.ts', JSON.stringify({ latencyMs })], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { url, [Symbol.dispose]: () => void child.kill('SIGKILL') };
}
