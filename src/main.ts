import { createApp } from './app.ts';
import type { Config, Secrets } from './config.ts';
import { createLog } from './log.ts';
import { runProgram } from './run-program.ts';
import { welcome } from './welcome.ts';

/** Runs the roles that the configuration names until the process is told to stop. */
async function main(config: Config, secrets: Secrets): Promise<void> {
  const stop = stopSignal();
  const log = createLog('info');
  await using app = await createApp(config, secrets, { log });
  process.stdout.write(welcome(config, app));
  await stop;
  log.info('Stopping: running deliveries are finished first.');
}

/** A signal to the process group arrives twice, by way of npm too: the listeners stay, so that the second does not end the process at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
}

await runProgram(main);
