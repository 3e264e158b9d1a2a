import { once } from 'node:events';
import { createApp } from './app.ts';
import { ConfigError } from './config.ts';
import { createLog } from './log.ts';
import { platforms } from './platforms/index.ts';
import { readConfig } from './read-config.ts';
import { welcome } from './welcome.ts';

const stopSignals = ['SIGINT', 'SIGTERM'] as const;

/** Runs the roles that the configuration names until the process is told to stop. */
async function main(): Promise<void> {
  const { config, secrets } = readConfig([...platforms.keys()]);
  const log = createLog('info');
  const stop = Promise.race(stopSignals.map((signal) => once(process, signal)));
  await using app = await createApp(config, secrets, { log });
  process.stdout.write(welcome(config, app));
  await stop;
  // A signal to the process group arrives twice, by way of npm too: without listeners the second would end the process at once.
  for (const signal of stopSignals) process.on(signal, () => undefined);
  log.info('Stopping: running deliveries are finished first.');
}

main().catch((error: unknown) => {
  process.stderr.write(
    error instanceof ConfigError
      ? `${error.message}\n`
      : `Postern stopped. ${String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = 1;
});
