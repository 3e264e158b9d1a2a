import type { Prisma } from '../database/generated/client.ts';
import { requireScope } from '../domain/actor.ts';
import type { DeliveryError } from '../domain/delivery-error.ts';
import type { AccountStatus } from '../domain/statuses.ts';
import type { AccountView } from './account-view.ts';
import type { QueryContext } from './query-context.ts';

/** Null = no filter; an empty list matches nothing. */
export type AccountFilter = { networks?: readonly string[] | null; statuses?: readonly AccountStatus[] | null };

const columns = {
  id: true,
  channel: true,
  username: true,
  nickname: true,
  avatarUrl: true,
  status: true,
  statusReason: true,
  credentialsExpireAt: true,
  textLimit: true,
  createdAt: true,
} as const satisfies Prisma.AccountSelect;

type AccountRow = Prisma.AccountGetPayload<{ select: typeof columns }>;

/** The workspace's accounts, oldest first. */
export async function listAccounts(context: QueryContext, filter: AccountFilter): Promise<AccountView[]> {
  requireScope(context.actor, 'ACCOUNTS_READ');
  const rows = await context.database.account.findMany({
    where: {
      workspaceId: context.actor.workspaceId,
      ...(filter.networks ? { channel: { in: [...filter.networks] } } : {}),
      ...(filter.statuses ? { status: { in: [...filter.statuses] } } : {}),
    },
    select: columns,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(toView);
}

/** Accounts of the workspace by id. Who may write accounts or posts may see those that it wrote. */
export async function accountsByIds(
  context: QueryContext,
  ids: readonly string[],
  scope: 'ACCOUNTS_READ' | 'ACCOUNTS_WRITE' | 'POSTS_WRITE' = 'ACCOUNTS_READ',
): Promise<Map<string, AccountView>> {
  requireScope(context.actor, scope);
  const rows = await context.database.account.findMany({
    where: { workspaceId: context.actor.workspaceId, id: { in: [...new Set(ids)] } },
    select: columns,
  });
  return new Map(rows.map((row) => [row.id, toView(row)]));
}

function toView({ channel, status, statusReason, credentialsExpireAt, createdAt, ...row }: AccountRow): AccountView {
  return {
    ...row,
    network: channel,
    status: status as AccountStatus,
    statusReason: statusReason as DeliveryError | null,
    credentialsExpireAt: credentialsExpireAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
