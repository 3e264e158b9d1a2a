import type { Transaction } from '../database/prisma.ts';
import { newId } from '../domain/ids.ts';
import { Refusal } from '../domain/refusal.ts';
import type { ConnectedProfile, PublishingRoom } from '../platforms/platform.ts';
import type { ActionContext } from './context.ts';
import { enqueueResuming } from './post-jobs.ts';

/** What keeping profiles works with. */
export type ProfileKeeper = Pick<ActionContext, 'actor' | 'database' | 'limits' | 'scheduler' | 'sealer'>;

type Keeping = {
  room: PublishingRoom;
  profiles: readonly ConnectedProfile<unknown>[];
  /** What the caller asked with, for a refusal. */
  path: readonly string[];
};

/**
 * Keeps the profiles that a login gave, and gives the accounts' ids. A profile that is known keeps its id, and its PAUSED deliveries go on.
 * @throws Refusal LIMIT_REACHED; nothing is written then.
 */
export async function keepProfiles(
  context: ProfileKeeper,
  { room, profiles, path }: Keeping,
): Promise<{ accountIds: string[] }> {
  return context.database.$transaction(async (tx) => {
    // Of two that connect the same profile the second is to find it there.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`accounts ${context.actor.workspaceId}`}, 0))`;
    const accountIds: string[] = [];
    for (const profile of profiles) accountIds.push(await keepProfile(tx, context, { room, profile }));
    for (const accountId of accountIds) await enqueueResuming(context, tx, accountId);
    await checkCount(tx, context, path);
    return { accountIds };
  });
}

type One = { room: PublishingRoom; profile: ConnectedProfile<unknown> };

async function keepProfile(tx: Transaction, context: ProfileKeeper, { room, profile }: One): Promise<string> {
  const { workspaceId } = context.actor;
  const key = { workspaceId, channel: room.profile.network, remoteId: profile.remoteId };
  const known = await tx.account.findUnique({ where: { workspaceId_channel_remoteId: key }, select: { id: true } });
  const id = known?.id ?? newId('Account');
  const { username, nickname, avatarUrl, textLimit, server, expireAt } = profile;
  const credentials = context.sealer.seal(JSON.stringify(profile.credentials), id);
  const written = {
    username,
    nickname,
    avatarUrl,
    textLimit,
    server,
    credentials,
    credentialsExpireAt: expireAt,
    status: 'ACTIVE',
  };
  if (!known) await tx.account.create({ data: { id, ...key, ...written } });
  else
    await tx.$executeRaw`
      update account set username = ${username}, nickname = ${nickname}, avatar_url = ${avatarUrl}, text_limit = ${textLimit}, server = ${server},
        credentials = ${credentials}, credentials_version = credentials_version + 1, credentials_expire_at = ${expireAt}, renewal_lease_until = null,
        status = 'ACTIVE', status_reason = null, updated_at = app_now()
      where id = ${id}`;
  return id;
}

async function checkCount(tx: Transaction, { actor, limits }: ProfileKeeper, path: readonly string[]): Promise<void> {
  const connected = { workspaceId: actor.workspaceId, status: { not: 'DISCONNECTED' } };
  const count = await tx.account.count({ where: connected });
  if (count <= limits.maxAccounts) return;
  const message = `A workspace holds at most ${limits.maxAccounts} accounts. Disconnect one first.`;
  throw new Refusal([
    { code: 'LIMIT_REACHED', message, path, limit: limits.maxAccounts, actual: count, unit: 'accounts' },
  ]);
}
