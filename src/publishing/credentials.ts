import { setTimeout as delay } from 'node:timers/promises';
import { PlatformFailure } from '../platforms/failure.ts';
import type { PublishingRoom, Session } from '../platforms/platform.ts';
import { refusesLogin } from './refuses-login.ts';
import type { PublishingDeps, WorkAccount } from './work.ts';

type Deps = Pick<PublishingDeps, 'database' | 'clock' | 'sealer' | 'openSession' | 'log'>;

/** An account, and the room that talks to its network. */
export type Holder = { room: PublishingRoom; account: WorkAccount };

/** Credentials as the account's row has them. */
export type Stored = {
  sealed: string;
  version: number;
  /** Renewing them early failed: until they end or are refused they are used as they are. */
  isKept?: true;
};

/** Credentials that can be used, parsed by the room, and as they are stored. */
export type Opened = { value: unknown; stored: Stored };

const renewalLeaseMs = 30_000;
const pollMs = 200;

/** An account's credentials as they are stored now. */
export async function readCredentials({ database }: Pick<Deps, 'database'>, { account }: Holder): Promise<Stored> {
  const row = await database.account.findUniqueOrThrow({
    where: { id: account.id },
    select: { credentials: true, credentialsVersion: true },
  });
  return { sealed: row.credentials, version: row.credentialsVersion };
}

function open({ sealer }: Pick<Deps, 'sealer'>, { room, account }: Holder, stored: Stored): Opened {
  try {
    const kept = sealer.open(stored.sealed, account.id);
    if (kept === '') throw disconnected(account);
    return { value: room.credentials.parse(JSON.parse(kept)), stored };
  } catch (cause) {
    if (cause instanceof PlatformFailure) throw cause;
    const message = `The stored credentials of @${account.username} cannot be opened with this server’s ENCRYPTION_KEY.`;
    const hint =
      'Connect the account again with connectAccount, or start Postern with the key that it was connected under.';
    throw new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message, hint, cause });
  }
}

/** Its credentials were destroyed while a delivery was under way. */
function disconnected({ username }: WorkAccount): PlatformFailure {
  const message = `@${username} was disconnected.`;
  return new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message });
}

/**
 * Credentials that are good to use: renewed first where they are about to expire; where that fails for the moment, or is refused while
 * they are still good, those that there are.
 */
export async function freshCredentials(deps: Deps, holder: Holder, known: Stored): Promise<Opened> {
  const opened = open(deps, holder, known);
  const { connecting } = holder.room;
  const renewAt = connecting.renewAt(opened.value);
  const now = deps.clock.now();
  if (known.isKept || renewAt === null || renewAt > now) return opened;
  return renewCredentials(deps, holder, known).catch(async (error: unknown) => {
    if (!(error instanceof PlatformFailure)) throw error;
    const endsAt = connecting.endsAt(opened.value);
    const isGood = endsAt !== null && endsAt > now;
    if (error.kind !== 'transient' && !isGood) throw error;
    const said = { accountId: holder.account.id, kind: error.kind };
    deps.log('warn', 'Credentials could not be renewed early; they are used until they end.', said);
    if (isGood && refusesLogin(error)) await tellEnd(deps, holder, { endsAt, version: known.version });
    return { ...opened, stored: { ...known, isKept: true } };
  });
}

/** A person must act by then, and not at once. */
async function tellEnd(
  { database }: Pick<Deps, 'database'>,
  { account }: Holder,
  { endsAt, version }: { endsAt: Date; version: number },
): Promise<void> {
  await database.$executeRaw`
    update account set credentials_expire_at = ${endsAt}, updated_at = app_now()
    where id = ${account.id} and credentials_version = ${version}
      and (credentials_expire_at is null or credentials_expire_at > ${endsAt})`;
}

/**
 * Renews credentials, by one worker at a time in the whole cluster; the others wait for what it gets.
 * @throws PlatformFailure of kind auth_revoked where a person must connect the account again.
 */
export async function renewCredentials(deps: Deps, holder: Holder, { version }: Stored): Promise<Opened> {
  const { database, sealer } = deps;
  const { id } = holder.account;
  for (let waitedMs = 0; waitedMs <= renewalLeaseMs; waitedMs += pollMs) {
    const stored = await readCredentials(deps, holder);
    const opened = open(deps, holder, stored);
    if (stored.version !== version) return opened;
    const ours = await database.$executeRaw`
      update account set renewal_lease_until = app_now() + ${renewalLeaseMs} * interval '1 millisecond'
      where id = ${id} and credentials_version = ${version} and (renewal_lease_until is null or renewal_lease_until < app_now())`;
    if (ours === 0) {
      await delay(pollMs);
      continue;
    }
    const renewed = await renew(deps, holder, opened);
    const sealed = sealer.seal(JSON.stringify(renewed), id);
    await database.$executeRaw`
      update account set credentials = ${sealed}, credentials_version = credentials_version + 1, renewal_lease_until = null, updated_at = app_now()
      where id = ${id} and credentials_version = ${version}`;
    return open(deps, holder, await readCredentials(deps, holder));
  }
  throw new PlatformFailure({
    kind: 'transient',
    happened: 'no',
    message: 'Another worker is renewing the credentials and has not finished.',
  });
}

async function renew(deps: Deps, { room, account }: Holder, { value: credentials, stored }: Opened): Promise<unknown> {
  try {
    const session: Session<unknown> = deps.openSession(room, {
      account,
      credentials,
      signal: AbortSignal.timeout(renewalLeaseMs / 2),
    });
    return room.credentials.parse(await room.connecting.renew(session));
  } catch (error) {
    await deps.database
      .$executeRaw`update account set renewal_lease_until = null where id = ${account.id} and credentials_version = ${stored.version}`;
    throw error;
  }
}
