import { setTimeout as delay } from 'node:timers/promises';
import { PlatformFailure } from '../platforms/failure.ts';
import type { PublishingRoom, Session } from '../platforms/platform.ts';
import type { PublishingDeps, WorkAccount } from './work.ts';

type Deps = Pick<PublishingDeps, 'database' | 'clock' | 'sealer' | 'openSession'>;
type Holder = { room: PublishingRoom; account: WorkAccount };
type Stored = { value: unknown; version: number };

const renewalLeaseMs = 30_000;
const pollMs = 200;

/** An account's credentials as they are stored, parsed by its room. */
async function readCredentials(
  { database, sealer }: Pick<Deps, 'database' | 'sealer'>,
  { room, account }: Holder,
): Promise<Stored> {
  const row = await database.account.findUniqueOrThrow({
    where: { id: account.id },
    select: { credentials: true, credentialsVersion: true },
  });
  try {
    const value = room.credentials.parse(JSON.parse(sealer.open(row.credentials, account.id)));
    return { value, version: row.credentialsVersion };
  } catch (cause) {
    const message = `The stored credentials of @${account.username} cannot be opened with this server’s ENCRYPTION_KEY.`;
    const hint =
      'Connect the account again with connectAccount, or start Postern with the key that it was connected under.';
    throw new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message, hint, cause });
  }
}

/** Credentials that are good to use: renewed first where they are about to expire. */
export async function freshCredentials(deps: Deps, holder: Holder): Promise<Stored> {
  const stored = await readCredentials(deps, holder);
  const renewAt = holder.room.connecting.renewAt(stored.value);
  if (renewAt === null || renewAt > deps.clock.now()) return stored;
  return renewCredentials(deps, holder, stored.version);
}

/**
 * Renews the credentials of a version, by one worker at a time in the whole cluster; the others wait for what it gets.
 * @throws PlatformFailure of kind auth_revoked where a person must connect the account again.
 */
export async function renewCredentials(deps: Deps, holder: Holder, version: number): Promise<Stored> {
  const { database, sealer } = deps;
  const { id } = holder.account;
  for (let waitedMs = 0; waitedMs <= renewalLeaseMs; waitedMs += pollMs) {
    const stored = await readCredentials(deps, holder);
    if (stored.version !== version) return stored;
    const ours = await database.$executeRaw`
      update account set renewal_lease_until = app_now() + ${renewalLeaseMs} * interval '1 millisecond'
      where id = ${id} and credentials_version = ${version} and (renewal_lease_until is null or renewal_lease_until < app_now())`;
    if (ours === 0) {
      await delay(pollMs);
      continue;
    }
    const renewed = await renew(deps, holder, stored);
    const sealed = sealer.seal(JSON.stringify(renewed), id);
    await database.$executeRaw`
      update account set credentials = ${sealed}, credentials_version = credentials_version + 1, renewal_lease_until = null, updated_at = app_now()
      where id = ${id} and credentials_version = ${version}`;
    return readCredentials(deps, holder);
  }
  throw new PlatformFailure({
    kind: 'transient',
    happened: 'no',
    message: 'Another worker is renewing the credentials and has not finished.',
  });
}

async function renew(deps: Deps, { room, account }: Holder, { value: credentials, version }: Stored): Promise<unknown> {
  try {
    const session: Session<unknown> = deps.openSession(room, {
      account,
      credentials,
      signal: AbortSignal.timeout(renewalLeaseMs / 2),
    });
    return room.credentials.parse(await room.connecting.renew(session));
  } catch (error) {
    await deps.database
      .$executeRaw`update account set renewal_lease_until = null where id = ${account.id} and credentials_version = ${version}`;
    throw error;
  }
}
