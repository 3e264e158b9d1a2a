import { createWorkspace } from './actions/create-workspace.ts';
import { ConfigError } from './config.ts';
import { createLog } from './log.ts';
import { openStore } from './open-store.ts';
import { platforms } from './platforms/index.ts';
import { readConfig } from './read-config.ts';
import { startProblem } from './start-problem.ts';

const usage = 'Usage: npm run workspace -- create NAME\n';

/** Makes a workspace and prints its first key: the only way to one in production. */
async function main([verb, name, ...rest]: string[]): Promise<void> {
  if (verb !== 'create' || !name?.trim() || rest.length > 0) throw new ConfigError([usage.trim()]);
  const { config, secrets } = readConfig([...platforms.keys()]);
  await using resources = new AsyncDisposableStack();
  const { database } = await openStore({ config, secrets, log: createLog('warn'), resources });
  const { workspaceId, key } = await createWorkspace(database, name.trim());
  process.stdout.write(
    `Workspace ${workspaceId} (${name.trim()})\nAPI key   ${key}\nThe key is shown this once: keep it now.\n`,
  );
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${startProblem(error)}\n`);
  process.exitCode = 1;
});
