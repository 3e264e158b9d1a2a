import { once } from 'node:events';
import { createApp } from './app.ts';
import type { Config, Secrets } from './config.ts';
import { createLog } from './log.ts';
import { runProgram } from './run-program.ts';
import { welcome } from './welcome.ts';

/** Runs the roles that the configuration names until the process is told to stop. */
async function main(config: Config, secrets: Secrets): Promise<void> {
  const signal = stopSignal();
  const log = createLog('info');
  await using app = await createApp(config, secrets, { log, signal }).catch((error: unknown) => {
    if (signal.aborted && error === signal.reason) return null;
    throw error;
  });
  if (app === null) return log.info('Stopped before it had started.');
  process.stdout.write(welcome(config, app));
  if (!signal.aborted) await once(signal, 'abort');
  log.info('Stopping: running deliveries are finished first.');
}

/** A signal to the process group arrives twice, by way of npm too: the listeners stay, so that the second does not end the process at once. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());
  return stopping.signal;
}

await runProgram(main);
