import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The CPU that a process with reportCpu has used, in milliseconds. */
export async function cpuMsOf(child: ChildProcess): Promise<number> {
  const { user, system } = (await ask(child, 'cpu')) as NodeJS.CpuUsage;
  return (user + system) / 1_000;
}

/** The memory that it holds. */
export async function memoryOf(child: ChildProcess): Promise<NodeJS.MemoryUsage> {
  return (await ask(child, 'memory')) as NodeJS.MemoryUsage;
}

async function ask(child: ChildProcess, what: 'cpu' | 'memory'): Promise<unknown> {
  const said = once(child, 'message');
  child.send(what);
  return (await said)[0];
}
