import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

type Orders = { environment: Record<string, string>; publishing: object };

/** A Postern that is started again whenever it ends, as whoever runs it in earnest would. */
export type KeptProcess = AsyncDisposable & {
  /** Resolves once it serves for the first time. */
  serves: Promise<void>;
  /** Ends it by SIGKILL. False where it has not come back from the last time. */
  kill(): boolean;
  /** How often it ended by itself after it had served. */
  crashes(): number;
  /** The errors that it logged, and how often each. */
  errors: Map<string, number>;
};

const pauseMs = 100;

export function keepProcess(orders: Orders): KeptProcess {
  const served = Promise.withResolvers<void>();
  const errors = new Map<string, number>();
  const state = { child: null as ChildProcess | null, serving: false, killed: false, ending: false, crashes: 0 };

  function read(line: string): void {
    if (!line.startsWith('{')) {
      state.serving = true;
      served.resolve();
      return;
    }
    const { msg, error } = JSON.parse(line) as { msg: string; error?: { message?: string } };
    const said = error?.message === undefined ? msg : `${msg} ${error.message}`;
    errors.set(said, (errors.get(said) ?? 0) + 1);
  }

  async function keep(): Promise<void> {
    while (!state.ending) {
      const child = spawn(process.execPath, ['bench/postern-process.ts', JSON.stringify(orders)], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      Object.assign(state, { child, serving: false, killed: false });
      createInterface({ input: child.stdout }).on('line', read);
      await once(child, 'exit');
      if (state.serving && !state.killed) state.crashes += 1;
      await delay(pauseMs);
    }
  }

  function kill(): boolean {
    if (!state.serving || state.killed) return false;
    state.killed = true;
    return state.child?.kill('SIGKILL') ?? false;
  }

  const kept = keep();
  return {
    serves: served.promise,
    kill,
    crashes: () => state.crashes,
    errors,
    async [Symbol.asyncDispose]() {
      Object.assign(state, { ending: true, killed: true });
      state.child?.kill('SIGKILL');
      await kept;
    },
  };
}
