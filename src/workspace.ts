import { createWorkspace } from './actions/create-workspace.ts';
import { createLog } from './log.ts';
import { openStore, type Store } from './open-store.ts';
import { stuckDeliveries } from './queries/stuck-deliveries.ts';
import { runProgram } from './run-program.ts';
import { stuckReport } from './stuck-report.ts';

const usage = 'Usage: npm run workspace -- create NAME\n       npm run workspace -- stuck\n';

/** What an operator does at the machine: making a workspace, which is the only way to one in production, and asking what is stuck. */
async function main([verb, name, ...rest]: string[]): Promise<void> {
  if (verb === 'create' && name?.trim() && rest.length === 0) return inStore((store) => create(store, name.trim()));
  if (verb === 'stuck' && name === undefined) return inStore(printStuck);
  process.stderr.write(usage);
  process.exitCode = 1;
}

function inStore(run: (store: Store) => Promise<void>): Promise<void> {
  return runProgram(async (config, secrets) => {
    await using resources = new AsyncDisposableStack();
    await run(await openStore({ config, secrets, log: createLog('warn'), resources }));
  });
}

/** Makes a workspace and prints its first key. */
async function create({ database }: Store, name: string): Promise<void> {
  const { workspaceId, key } = await createWorkspace(database, name);
  process.stdout.write(
    `Workspace ${workspaceId} (${name})\nAPI key   ${key}\nThe key is shown this once: keep it now.\n`,
  );
}

const minuteMs = 60_000;
const mostShown = 200;

/** Prints the deliveries that stand still in all workspaces, the longest first. */
async function printStuck({ database }: Store): Promise<void> {
  const patience = { dueMs: minuteMs, onItsWayMs: 10 * minuteMs, limit: mostShown };
  process.stdout.write(stuckReport(await stuckDeliveries(database, patience)));
}

await main(process.argv.slice(2));
