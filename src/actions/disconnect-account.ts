import { Prisma } from '../database/generated/client.ts';
import { requireScope } from '../domain/actor.ts';
import { idKind } from '../domain/ids.ts';
import { Refusal } from '../domain/refusal.ts';
import { pauseBlocked } from '../events/pause-blocked.ts';
import type { ActionContext } from './context.ts';

/**
 * Disconnects an account: its credentials are destroyed, and what has started and waits for it is PAUSED until the same profile is
 * connected again. A delivery that is in flight ends first; one that is scheduled is PAUSED when its time comes. The network is not told:
 * what a person granted there, they take back there.
 * @throws Refusal NOT_FOUND.
 */
export async function disconnectAccount(
  context: Pick<ActionContext, 'actor' | 'database' | 'sealer'>,
  { id }: { id: string },
): Promise<{ accountId: string }> {
  const { actor, database, sealer } = context;
  requireScope(actor, 'ACCOUNTS_WRITE');
  const own = { id, workspaceId: actor.workspaceId };
  if (idKind(id) !== 'Account' || (await database.account.count({ where: own })) === 0) throw unknown(id);
  await database.$executeRaw`
    update account set status = 'DISCONNECTED', status_reason = null, credentials = ${sealer.seal('', id)},
      credentials_version = credentials_version + 1, credentials_expire_at = null, renewal_lease_until = null, updated_at = app_now()
    where id = ${id}`;
  await pauseWaiting(context, id);
  return { accountId: id };
}

/** What this does not come to, a worker pauses when it is due. */
async function pauseWaiting({ database }: Pick<ActionContext, 'database'>, accountId: string): Promise<void> {
  while (await pauseBlocked(database, Prisma.sql`d.account_id = ${accountId} and d.due_at is not null`));
}

function unknown(id: string): Refusal {
  const message = `There is no account with the id "${id}" in this workspace.`;
  return new Refusal([{ code: 'NOT_FOUND', message, path: ['input', 'id'] }]);
}
