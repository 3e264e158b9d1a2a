import { createWorkspace } from './actions/create-workspace.ts';
import { createLog } from './log.ts';
import { openStore } from './open-store.ts';
import { runProgram } from './run-program.ts';

const usage = 'Usage: npm run workspace -- create NAME\n';

/** Makes a workspace and prints its first key: the only way to one in production. */
async function main([verb, name, ...rest]: string[]): Promise<void> {
  if (verb === 'create' && name?.trim() && rest.length === 0) return create(name.trim());
  process.stderr.write(usage);
  process.exitCode = 1;
}

function create(name: string): Promise<void> {
  return runProgram(async (config, secrets) => {
    await using resources = new AsyncDisposableStack();
    const { database } = await openStore({ config, secrets, log: createLog('warn'), resources });
    const { workspaceId, key } = await createWorkspace(database, name);
    process.stdout.write(
      `Workspace ${workspaceId} (${name})\nAPI key   ${key}\nThe key is shown this once: keep it now.\n`,
    );
  });
}

await main(process.argv.slice(2));
