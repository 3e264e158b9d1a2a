import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Pool } from 'undici';
import { benchKey, eachOf } from './gateway.ts';
import { cpuMsOf, memoryOf } from './process-figures.ts';

/** A server in a process of its own, which says what CPU it uses. */
export type MeasuredServer = AsyncDisposable & {
  name: string;
  /** The answer to one request. */
  ask(): Promise<unknown>;
  /** Sends another body, whatever the answer. */
  send(body: object): Promise<void>;
  memory(): Promise<NodeJS.MemoryUsage>;
  /** Makes so many requests, some at once. Gives the server's CPU for each, in milliseconds. */
  cpuOf(requests: number): Promise<number>;
};

export type ServerToMeasure = { name: string; command: readonly string[]; path: string; body: object };

const atOnce = 8;

/** Its first line that is an address says that it serves. */
export async function startMeasured({ name, command, path, body }: ServerToMeasure): Promise<MeasuredServer> {
  const child = spawn(process.execPath, [...command], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const url = await addressIn(createInterface({ input: child.stdout as Readable }));
  const pool = new Pool(url, { connections: atOnce });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${benchKey}` };
  const request = { method: 'POST', path, headers, body: JSON.stringify(body) } as const;

  async function ask(): Promise<unknown> {
    const answer = await pool.request(request);
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(`${name} answers ${answer.statusCode}: ${text.slice(0, 500)}`);
    return JSON.parse(text);
  }

  return {
    name,
    ask,
    async send(other) {
      const answer = await pool.request({ ...request, body: JSON.stringify(other) });
      await answer.body.dump({ limit: Number.POSITIVE_INFINITY });
    },
    memory: () => memoryOf(child),
    async cpuOf(requests) {
      const before = await cpuMsOf(child);
      await eachOf(
        Array.from({ length: requests }, (_, index) => index),
        atOnce,
        async () => {
          const answer = await pool.request(request);
          await answer.body.dump({ limit: Number.POSITIVE_INFINITY });
        },
      );
      return ((await cpuMsOf(child)) - before) / requests;
    },
    async [Symbol.asyncDispose]() {
      await pool.destroy();
      child.kill('SIGKILL');
    },
  };
}

async function addressIn(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) if (line.startsWith('http')) return line;
  throw new Error('The server ended before it served.');
}
