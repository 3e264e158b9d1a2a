import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import path from 'node:path';
import { newKey } from './actions/api-keys.ts';
import type { ActionDeps } from './actions/context.ts';
import { publishPostTask, resumeAccountTask } from './actions/post-jobs.ts';
import type { Config, Secrets } from './config.ts';
import { createConnectionLog } from './connection-log.ts';
import { listenToDoorbell } from './events/doorbell.ts';
import { createEventFeed } from './events/event-feed.ts';
import { createLog, type Log } from './log.ts';
import { createLoginPages } from './login-pages.ts';
import type { MediaStorage } from './media/storage.ts';
import { createCounts } from './metrics/create-counts.ts';
import { createAddressGuard } from './network/address-guard.ts';
import { createGuardedAgent } from './network/guarded-agent.ts';
import { openFetching } from './open-fetching.ts';
import { openMedia } from './open-media.ts';
import { openMetrics } from './open-metrics.ts';
import { openStore, type Store } from './open-store.ts';
import { publishingRooms } from './platforms/index.ts';
import { createLines } from './platforms/session.ts';
import { type Dispatcher, startDispatcher } from './publishing/dispatcher.ts';
import { createReadChoices } from './publishing/read-choices.ts';
import { createRemovePublished } from './publishing/remove-published.ts';
import type { PublishingDeps } from './publishing/work.ts';
import { demoClient } from './sandbox/demo-client.ts';
import { startScheduler } from './scheduler/scheduler.ts';
import { implementTask } from './scheduler/task.ts';
import { type Http, openHttp } from './server/open-http.ts';
import { serveApi } from './server/serve-api.ts';
import { startHousekeeping } from './start-housekeeping.ts';
import { startLateAsks } from './start-late-asks.ts';
import { startRenewals } from './start-renewals.ts';
import { startSweep } from './start-sweep.ts';
import { storedSecret } from './stored-secret.ts';

/** A running Postern. Disposing it stops the intake, lets running deliveries finish, and closes what it opened. */
export type App = AsyncDisposable & {
  /** Where it serves. */
  url: string;
  sandboxUrl: string | null;
  demoApiKey: string | null;
  /** What tests look at. Null where this process has neither the api nor the worker role. */
  store: Store | null;
  dispatcher: Dispatcher | null;
};

/** What may be handed in. A signal ends the start, and what was opened is closed; once it has started it means nothing. */
export type Overrides = { log?: Log; signal?: AbortSignal; reach?: PublishingDeps['reach'] };

/** The composition root: builds everything by hand, in the order in which it depends on each other. */
export async function createApp(config: Config, secrets: Secrets, overrides: Overrides = {}): Promise<App> {
  await using opened = new AsyncDisposableStack();
  const log = overrides.log ?? createLog('info');
  const http = opened.use(await openHttp({ host: config.host, port: config.port, log }));
  const time = { now: () => new Date() };
  const sandboxUrl = await playNetworks(config, opened, () => time.now());
  overrides.signal?.throwIfAborted();
  const app = { url: http.url, sandboxUrl, demoApiKey: null, store: null, dispatcher: null };
  const works = config.roles.includes('api') || config.roles.includes('worker');
  const parts = works ? await startRoles({ config, secrets, overrides, log, http, sandboxUrl, opened, time }) : app;
  if (!works) http.ready();
  const kept = opened.move();
  return { ...app, ...parts, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** Plays the networks in this process, or says where they are played. */
async function playNetworks(config: Config, opened: AsyncDisposableStack, now: () => Date): Promise<string | null> {
  const { sandbox, dataDir } = config;
  if (sandbox === null || !config.roles.includes('sandbox')) return sandbox?.url ?? null;
  const { startSandbox } = await import('./sandbox/sandbox.ts');
  const file = path.join(dataDir, 'sandbox.jsonl');
  const playing = opened.use(
    await startSandbox({ host: config.host, port: sandbox.port, file, latencyMs: sandbox.latencyMs, now }),
  );
  return sandbox.port === 0 ? playing.url : sandbox.url;
}

type Starting = {
  config: Config;
  secrets: Secrets;
  overrides: Overrides;
  log: Log;
  http: Http;
  sandboxUrl: string | null;
  opened: AsyncDisposableStack;
  /** The networks that are played in this process go by Postern's clock, which tests move. */
  time: { now: () => Date };
};

async function startRoles(starting: Starting): Promise<Pick<App, 'demoApiKey' | 'store' | 'dispatcher'>> {
  const { config, log, http, opened } = starting;
  const { signal } = starting.overrides;
  const metrics = createCounts();
  const store = await openStore({ ...starting, resources: opened, onQuery: metrics.statement, signal });
  const { database, clock, sealer } = store;
  starting.time.now = () => clock.now();
  const { connection, scheduler, feed } = await openWires(store, starting);
  signal?.throwIfAborted();
  const kept = await openMedia({ ...starting, url: http.url, mediaLinkKey: store.mediaLinkKey });
  const { mediaByUrl, readLinkCard } = openFetching(starting, kept.storage);
  const media = { ...kept, byUrl: mediaByUrl };
  const { hangUp, ...lines } = openLines(starting, { clock, storage: media.storage, readLinkCard });
  const publishing: PublishingDeps = {
    database,
    clock,
    sealer,
    ...lines,
    media,
    settings: config.publishing,
    roomOf: (network) => publishingRooms.get(network),
    log: connection.write,
    counts: metrics,
    ...(starting.overrides.reach ? { reach: starting.overrides.reach } : {}),
  };
  const deps: ActionDeps = {
    database,
    clock,
    limits: config.limits,
    scheduler,
    events: feed,
    sealer,
    openLine: lines.openLine,
    loginPages: createLoginPages(config, { hostUrl: lines.hostUrl, clients: lines.clients, url: http.url }),
    media,
    removePublished: createRemovePublished(publishing),
    readChoices: createReadChoices(publishing),
  };
  const demoApiKey = await startDemo(starting, deps, hangUp);
  signal?.throwIfAborted();
  const holder = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const dispatcher = config.roles.includes('worker') ? startDispatcher({ ...publishing, holder }) : null;
  const sweep = startSweep({ ...store, log, storage: media.storage, roles: config.roles });
  const housekeeping = dispatcher ? startHousekeeping({ database, log, eventsKeptDays: config.eventsKeptDays }) : null;
  const renewals = dispatcher ? startRenewals(publishing, log) : null;
  const lateAsks = dispatcher ? startLateAsks(publishing, log) : null;
  const running: (AsyncDisposable | null)[] = [dispatcher, sweep, housekeeping, renewals, lateAsks];
  opened.defer(async () => {
    await Promise.all(running.map((part) => part?.[Symbol.asyncDispose]()));
  });
  if (dispatcher) {
    const wake = async () => dispatcher.wake();
    await scheduler.work([implementTask(publishPostTask, wake), implementTask(resumeAccountTask, wake)]);
  }
  const isReady = async () => (await scheduler.isReady()) && (await database.$queryRaw`select 1`) !== null;
  if (config.roles.includes('api'))
    running.push(serveApi(http, { ...deps, config, demoApiKey, log, counts: metrics, isReady }));
  openMetrics(starting, { database, metrics });
  http.ready(isReady);
  return { demoApiKey, store, dispatcher };
}

/** What the database has to say: jobs and events. */
async function openWires({ database, databaseUrl }: Store, { log, opened }: Starting) {
  const connection = opened.use(createConnectionLog({ log, ask: () => database.$queryRaw`select 1` }));
  const tasks = [publishPostTask, resumeAccountTask];
  const scheduler = opened.use(await startScheduler({ databaseUrl, tasks, onError: connection.errorsOf('The queue') }));
  const feed = opened.use(createEventFeed({ database, onError: connection.errorsOf('The event feed') }));
  opened.use(listenToDoorbell({ databaseUrl, ring: feed.ring, onError: connection.errorsOf('The events’ doorbell') }));
  return { connection, scheduler, feed };
}

type LineParts = { clock: Store['clock']; storage: MediaStorage } & Pick<
  Parameters<typeof createLines>[0],
  'readLinkCard'
>;

function openLines({ config, secrets, sandboxUrl, opened }: Starting, { clock, storage, readLinkCard }: LineParts) {
  const apiUrls = apiUrlsOf(config, sandboxUrl);
  const trustedOrigins = [...Object.values(apiUrls), ...(sandboxUrl === null ? [] : [sandboxUrl])];
  const guard = createAddressGuard({ allowLoopback: config.mode === 'demo', trustedOrigins });
  const dispatcher = createGuardedAgent(guard);
  const hangUp = () => dispatcher.destroy();
  opened.defer(hangUp);
  const clients = config.mode === 'demo' ? { ...demoClients(), ...secrets.clients } : secrets.clients;
  const findFile = (key: string) => storage.find(key);
  const lines = createLines({ dispatcher, clock, apiUrls, clients, sandboxUrl, findFile, readLinkCard });
  return { ...lines, clients, hangUp };
}

function demoClients(): Secrets['clients'] {
  return Object.fromEntries([...publishingRooms.keys()].map((network) => [network, demoClient]));
}

/** In demo mode, every network that has one server for all is the sandbox's, where the configuration names no other. */
function apiUrlsOf({ apiUrls }: Config, sandboxUrl: string | null): Config['apiUrls'] {
  if (sandboxUrl === null) return apiUrls;
  const shared = [...publishingRooms].filter(([, { hosts }]) => hosts.api !== null);
  return { ...Object.fromEntries(shared.map(([network]) => [network, `${sandboxUrl}/${network}`])), ...apiUrls };
}

async function startDemo(
  { config, secrets, overrides, log, sandboxUrl, opened }: Starting,
  deps: ActionDeps,
  hangUp: () => Promise<void>,
): Promise<string | null> {
  if (config.mode !== 'demo' || sandboxUrl === null) return null;
  const { seedDemo } = await import('./seed-demo.ts');
  const key = secrets.demoApiKey ?? (await storedSecret(path.join(config.dataDir, 'demo-api.key'), newKey));
  const closing = new AbortController();
  const { accountsConnected } = await seedDemo({ deps, key, sandboxUrl, log, signal: closing.signal });
  const leave = async () => {
    closing.abort();
    await hangUp();
    await accountsConnected;
  };
  opened.defer(leave);
  if (!config.roles.includes('sandbox')) return key;
  overrides.signal?.throwIfAborted();
  overrides.signal?.addEventListener('abort', leave);
  await accountsConnected;
  overrides.signal?.removeEventListener('abort', leave);
  return key;
}
