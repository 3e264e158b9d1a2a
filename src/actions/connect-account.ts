import type { Transaction } from '../database/prisma.ts';
import { requireScope } from '../domain/actor.ts';
import { newId } from '../domain/ids.ts';
import { Refusal, type UserError } from '../domain/refusal.ts';
import { PlatformFailure } from '../platforms/failure.ts';
import { publishingRooms } from '../platforms/index.ts';
import type { ConnectedProfile, PublishingRoom } from '../platforms/platform.ts';
import type { ActionContext } from './context.ts';
import { enqueueResuming } from './post-jobs.ts';

export type ConnectAccountInput = {
  network: string;
  /** As the room's `connecting.input` takes them. */
  credentials: unknown;
  /** Where they stand in the input: ["input", "bluesky"]. */
  path: readonly string[];
};

const timeoutMs = 15_000;

/**
 * Logs in at a network and keeps the profiles that the login gives. The same profile again keeps its id, and its PAUSED deliveries go on.
 * @throws Refusal with what is wrong about the credentials; nothing is written then.
 */
export async function connectAccount(
  context: ActionContext,
  input: ConnectAccountInput,
): Promise<{ accountIds: string[] }> {
  requireScope(context.actor, 'ACCOUNTS_WRITE');
  const room = roomOf(input);
  const parsed = room.connecting.input.safeParse(input.credentials);
  if (!parsed.success)
    throw new Refusal(
      parsed.error.issues.map((issue) => invalid(issue.message, [...input.path, ...issue.path.map(String)])),
    );
  const profiles = await logIn(context, room, { ...input, credentials: parsed.data });
  return context.database.$transaction(async (tx) => {
    const accountIds: string[] = [];
    for (const profile of profiles) accountIds.push(await keepProfile(tx, context, { room, profile }));
    for (const accountId of accountIds) await enqueueResuming(context, tx, accountId);
    await checkCount(tx, context, input.path);
    return { accountIds };
  });
}

function roomOf({ network, path }: ConnectAccountInput): PublishingRoom {
  const room = publishingRooms.get(network);
  if (room !== undefined) return room;
  const message = 'Accounts on this channel cannot be connected yet: publishing to it is not built.';
  throw new Refusal([{ code: 'CHANNEL_UNAVAILABLE', message, path, network }]);
}

async function logIn(
  { openLine }: ActionContext,
  room: PublishingRoom,
  { credentials, path }: ConnectAccountInput,
): Promise<ConnectedProfile<unknown>[]> {
  try {
    const server = room.connecting.server(credentials);
    return await room.connecting.open(credentials, openLine(room, { server, signal: AbortSignal.timeout(timeoutMs) }));
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    const refused = error.kind === 'auth_revoked' || error.kind === 'auth_expired' || error.kind === 'permission';
    const message = error.hint ? `${error.message} ${error.hint}` : error.message;
    throw new Refusal([
      { code: refused ? 'CREDENTIALS_REJECTED' : 'INVALID', message, path, network: room.profile.network },
    ]);
  }
}

type Keeping = { room: PublishingRoom; profile: ConnectedProfile<unknown> };

async function keepProfile(tx: Transaction, context: ActionContext, { room, profile }: Keeping): Promise<string> {
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

async function checkCount(tx: Transaction, { actor, limits }: ActionContext, path: readonly string[]): Promise<void> {
  const count = await tx.account.count({ where: { workspaceId: actor.workspaceId } });
  if (count <= limits.maxAccounts) return;
  const message = `A workspace holds at most ${limits.maxAccounts} accounts. Disconnect one first.`;
  throw new Refusal([
    { code: 'LIMIT_REACHED', message, path, limit: limits.maxAccounts, actual: count, unit: 'accounts' },
  ]);
}

function invalid(message: string, path: string[]): UserError {
  return { code: 'INVALID', message: `${message}.`.replace(/\.\.$/, '.'), path };
}
