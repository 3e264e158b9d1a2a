import { setTimeout as delay } from 'node:timers/promises';
import { keepKey } from './actions/api-keys.ts';
import { connectAccount } from './actions/connect-account.ts';
import type { ActionDeps } from './actions/context.ts';

import { type Actor, apiScopes } from './domain/actor.ts';
import { newId } from './domain/ids.ts';
import type { Log } from './log.ts';
import { publishingRooms } from './platforms/index.ts';
import { demoCredentials } from './sandbox/demo-credentials.ts';

type Demo = { deps: ActionDeps; key: string; sandboxUrl: string; log: Log; signal: AbortSignal };

const workspaceName = 'Demo';
const lockKey = 7_403_115;

/** Makes what demo mode needs: a workspace and its key at once, and an account on each network as soon as the sandbox answers. */
export async function seedDemo(demo: Demo): Promise<{ accountsConnected: Promise<void> }> {
  const { deps, key } = demo;
  const workspaceId = await deps.database.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${lockKey})`;
    const known = await tx.workspace.findFirst({ where: { name: workspaceName }, orderBy: { id: 'asc' } });
    const workspace = known ?? (await tx.workspace.create({ data: { id: newId('Workspace'), name: workspaceName } }));
    await keepKey(tx, { workspaceId: workspace.id, name: 'Demo key', scopes: apiScopes, key });
    return workspace.id;
  });
  const actor: Actor = { workspaceId, apiKeyId: 'demo', scopes: new Set(apiScopes) };
  return { accountsConnected: connectUntilDone(demo, actor) };
}

async function connectUntilDone(demo: Demo, actor: Actor): Promise<void> {
  for (let tries = 1; !demo.signal.aborted; tries += 1) {
    try {
      return await connectMissing(demo, actor);
    } catch (error) {
      if (tries === 1 && !demo.signal.aborted)
        demo.log.warn(
          { error, sandbox: demo.sandboxUrl },
          'The demo accounts cannot be connected yet; it is tried again until the sandbox answers.',
        );
      await delay(1_000, undefined, { signal: demo.signal, ref: false }).catch(() => undefined);
    }
  }
}

/** All networks at once: with a slow sandbox, one after the other would take long. */
async function connectMissing(demo: Demo, actor: Actor): Promise<void> {
  const networks = [...demoCredentials(demo.sandboxUrl)].filter(([network]) => publishingRooms.has(network));
  const results = await Promise.allSettled(
    networks.map(([network, credentials]) => connectIfMissing(demo, actor, { network, credentials })),
  );
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

type Login = { network: string; credentials: Record<string, string> };

/** An account that lives at this sandbox already keeps its session; one from another address is connected afresh. */
async function connectIfMissing({ deps, sandboxUrl }: Demo, actor: Actor, login: Login): Promise<void> {
  const { network } = login;
  const hasOwnServers = publishingRooms.get(network)?.hosts.api === null;
  const where = {
    workspaceId: actor.workspaceId,
    channel: network,
    server: hasOwnServers ? `${sandboxUrl}/${network}` : null,
    status: { in: ['ACTIVE', 'DISCONNECTED'] },
  };
  if ((await deps.database.account.count({ where })) > 0) return;
  await connectAccount({ ...deps, actor }, { ...login, path: ['input', network] });
}
