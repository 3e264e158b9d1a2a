import type { Config, Secrets } from './config.ts';
import { platforms } from './platforms/index.ts';
import { readConfig } from './read-config.ts';
import { startProblem } from './start-problem.ts';

/** Runs a program with the configuration. What keeps it from running is told on standard error and by the exit code. */
export async function runProgram(run: (config: Config, secrets: Secrets) => Promise<void>): Promise<void> {
  let config: Config | undefined;
  try {
    const read = readConfig([...platforms.keys()]);
    config = read.config;
    await run(read.config, read.secrets);
  } catch (error) {
    process.stderr.write(`${startProblem(error, config)}\n`);
    process.exitCode = 1;
  }
}
