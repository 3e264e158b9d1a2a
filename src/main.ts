import { createApp } from './app.ts';
import { createLog } from './log.ts';
import { platforms } from './platforms/index.ts';
import { readConfig } from './read-config.ts';
import { startProblem } from './start-problem.ts';
import { welcome } from './welcome.ts';

/** Runs the roles that the configuration names until the process is told to stop. */
async function main(): Promise<void> {
  const stop = stopSignal();
  const { config, secrets } = readConfig([...platforms.keys()]);
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

main().catch((error: unknown) => {
  process.stderr.write(`${startProblem(error)}\n`);
  process.exitCode = 1;
});
