import { tmpdir } from 'node:os';
import { pino } from 'pino';
import type { Config } from '../../src/config.ts';
import { defaultLimits, defaultPublishing, defaultSockets } from '../../src/config.ts';
import { type Database, openDatabase } from '../../src/database/prisma.ts';
import { createEventFeed, type RunningEventFeed } from '../../src/events/event-feed.ts';
import type { MediaByUrl } from '../../src/media/media-by-url.ts';
import { createMediaLinks } from '../../src/media/media-links.ts';
import type { MediaStorage } from '../../src/media/storage.ts';
import { createCounts } from '../../src/metrics/create-counts.ts';
import { createAddressGuard } from '../../src/network/address-guard.ts';
import { refusalOfFileUrl } from '../../src/network/fetch-guard.ts';
import type { Http } from '../../src/server/open-http.ts';
import type { ServerDeps } from '../../src/server/server-deps.ts';
import { startServer } from '../../src/server/start-server.ts';
import { createTestDatabase } from '../support/database.ts';
import { type StoredWorkspace, storeWorkspace } from '../support/fixtures.ts';
import { graphqlClient } from '../support/graphql-client.ts';

export type TestApi = AsyncDisposable & {
  http: Http;
  url: string;
  database: Database;
  feed: RunningEventFeed;
  workspace: StoredWorkspace;
  client: ReturnType<typeof graphqlClient>;
  /** What was logged, a line each. */
  logged: string[];
  /** The statements that were sent. */
  statements: string[];
};

type Settings = { config?: Partial<Config>; deps?: Partial<ServerDeps> };

const nothingBehind = (): never => {
  throw new Error('This test has nothing behind the API but its database.');
};

/** The API alone, on a database of its own: no worker, no networks. */
export async function startTestApi({ config = {}, deps = {} }: Settings = {}): Promise<TestApi> {
  await using opened = new AsyncDisposableStack();
  const statements: string[] = [];
  const logged: string[] = [];
  const { url: databaseUrl } = opened.use(await createTestDatabase());
  const database = opened.use(openDatabase(databaseUrl, { onQuery: (sql) => statements.push(sql) }));
  const workspace = await storeWorkspace(database);
  const feed = opened.use(createEventFeed({ database, onError: nothingBehind }));
  const http = opened.use(
    await startServer({
      database,
      clock: { now: () => new Date() },
      limits: defaultLimits,
      scheduler: { enqueue: nothingBehind },
      events: feed,
      sealer: { seal: nothingBehind, open: nothingBehind },
      openLine: nothingBehind,
      loginPages: { hostUrl: nothingBehind, clients: {}, callbackUrl: '', returnOrigins: [] },
      removePublished: nothingBehind,
      readChoices: nothingBehind,
      media: {
        storage: nothingKept,
        links: createMediaLinks({ publicUrl: '', key: Buffer.alloc(32) }),
        byUrl: nothingFetched,
      },
      config: { ...testConfig, ...config },
      demoApiKey: workspace.key,
      log: pino({ level: 'debug' }, { write: (line) => logged.push(line) }),
      counts: createCounts(),
      isReady: async () => true,
      ...deps,
    }),
  );
  const { url } = http;
  const client = graphqlClient({ url, key: workspace.key });
  const kept = opened.move();
  const parts = { http, url, database, feed, workspace, client, logged, statements };
  return { ...parts, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

const nothingKept: MediaStorage = {
  incoming: tmpdir(),
  put: nothingBehind,
  find: nothingBehind,
  list: nothingBehind,
  remove: nothingBehind,
};

const guard = createAddressGuard({ allowLoopback: false, trustedOrigins: [] });
export const nothingFetched: MediaByUrl = { refusalOf: (url) => refusalOfFileUrl(guard, url), take: nothingBehind };

const testConfig: Config = {
  mode: 'demo',
  roles: ['api'],
  host: '127.0.0.1',
  port: 0,
  publicUrl: 'http://127.0.0.1:4000',
  database: { kind: 'embedded', folder: '' },
  dataDir: '',
  bucket: null,
  fetchTrustedOrigins: [],
  corsOrigins: ['https://app.example.com'],
  graphiql: true,
  introspection: true,
  persistedOperations: { documents: new Map(), only: false },
  sandbox: null,
  apiUrls: {},
  limits: defaultLimits,
  sockets: defaultSockets,
  eventsKeptDays: 30,
  publishing: defaultPublishing,
};
