import { failureKinds } from '../domain/delivery-error.ts';
import { PlatformFailure } from '../platforms/failure.ts';
import type { Published, ToldLater } from '../platforms/platform.ts';
import { loadAccount } from './load-work.ts';
import { withCredentials } from './with-credentials.ts';
import type { PublishingDeps } from './work.ts';

const timeoutMs = 15_000;
const batch = 20;

type Asking = { network: string; toldLater: ToldLater<unknown> };

/** Asks a network for what it tells of published segments only later, of each that is due, and writes what it tells. */
export async function askLater(deps: PublishingDeps, asking: Asking, signal: AbortSignal): Promise<void> {
  for (let ids = await take(deps, asking); ids.length > 0; ids = await take(deps, asking))
    for (const id of ids) {
      if (signal.aborted) return;
      await askOf(deps, id, asking.toldLater);
    }
}

/** With its next look written before this one is made, a segment is looked at so often at most, by whoever takes it. */
async function take({ database }: PublishingDeps, { network, toldLater }: Asking): Promise<string[]> {
  const pausesMs = [...toldLater.pausesMs];
  const rows = await database.$queryRaw<{ id: string }[]>`
    update segment set times_asked = times_asked + 1,
      ask_at = app_now() + (${pausesMs}::float8[])[times_asked + 2] * interval '1 millisecond'
    where id in (
      select s.id from segment s join account a on a.id = s.account_id
      where s.ask_at <= app_now() and a.channel = ${network} and a.status = 'ACTIVE'
        and (a.next_allowed_at is null or a.next_allowed_at <= app_now())
      order by s.ask_at limit ${batch} for update of s skip locked)
    returning id`;
  return rows.map(({ id }) => id);
}

async function askOf(deps: PublishingDeps, id: string, toldLater: ToldLater<unknown>): Promise<void> {
  const { database, openSession, log } = deps;
  const segment = await database.segment.findUnique({ where: { id }, include: { account: true } });
  if (segment === null) return;
  const { room, account } = loadAccount(deps, segment.account);
  const published = { remoteId: segment.remoteId, url: segment.url, ref: segment.remoteRef as Published['ref'] };
  try {
    const told = await withCredentials(deps, { room, account }, (credentials) =>
      toldLater.ask(published, openSession(room, { account, credentials, signal: AbortSignal.timeout(timeoutMs) })),
    );
    if (told !== null) await write(deps, segment, told);
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    log('warn', 'A network does not say what became of a post.', { segmentId: id, kind: error.kind });
    if (failureKinds[error.kind].remedy === 'none')
      await database.segment.updateMany({ where: { id }, data: { askAt: null } });
  }
}

/** Where another segment has the id, this one was taken for it when it was looked for. */
async function write(
  { database }: PublishingDeps,
  { id, accountId }: { id: string; accountId: string },
  { remoteId, url, ref }: Published,
): Promise<void> {
  await database.$executeRaw`
    update segment set remote_id = ${remoteId}, url = ${url}, remote_ref = ${JSON.stringify(ref)}::jsonb, ask_at = null
    where id = ${id} and not exists (select from segment where account_id = ${accountId} and remote_id = ${remoteId})`;
}
