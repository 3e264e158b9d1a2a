import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type App, createApp, type Overrides } from '../../src/app.ts';
import { type Config, defaultPublishing, type PublishingConfig, type Role } from '../../src/config.ts';
import type { Database } from '../../src/database/prisma.ts';
import { createLog } from '../../src/log.ts';
import { platforms } from '../../src/platforms/index.ts';
import { readConfig } from '../../src/read-config.ts';
import { createTestDatabase } from './database.ts';
import { type SandboxClient, sandboxClient } from './sandbox-client.ts';
import { advance } from './test-clock.ts';

export const testApiKey = 'a-key-for-tests-only';

type Options = Overrides & {
  databaseUrl?: string;
  dataDir?: string;
  roles?: readonly Role[];
  publishing?: Partial<PublishingConfig>;
  sandboxUrl?: string;
  environment?: Record<string, string>;
  /** The app that plays the networks, where it is another: its clock reads the same time, and is told of every move. */
  networksOf?: TestApp;
};

type Answer<Data> = { data: Data; errors?: { message: string; extensions: Record<string, unknown> }[] };

/** A whole Postern in demo mode, on a database of its own and free ports. */
export type TestApp = AsyncDisposable & {
  app: App;
  url: string;
  database: Database;
  sandbox: SandboxClient;
  graphql<Data>(query: string, variables?: Record<string, unknown>): Promise<Answer<Data>>;
  /** Moves the clock, wakes the worker, and waits until nothing is due and nothing runs. */
  advance(ms: number): Promise<void>;
  /** Moves the clock from one due time to the next until nothing is left to come. */
  settle(): Promise<void>;
};

export async function startTestApp(options: Options = {}): Promise<TestApp> {
  await using opened = new AsyncDisposableStack();
  const databaseUrl = options.databaseUrl ?? opened.use(await createTestDatabase()).url;
  const dataDir = options.dataDir ?? (await temporaryFolder(opened));
  const { config, secrets } = readConfig([...platforms.keys()], {
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    PORT: '0',
    SANDBOX_PORT: '0',
    DEMO_API_KEY: testApiKey,
    ...(options.roles ? { ROLES: options.roles.join(',') } : {}),
    ...(options.sandboxUrl ? { SANDBOX_URL: options.sandboxUrl } : {}),
    ...options.environment,
  });
  const adjusted: Config = { ...config, publishing: { ...defaultPublishing, ...options.publishing } };
  const app = opened.use(await createApp(adjusted, secrets, { log: createLog('silent'), ...options }));
  if (!app.store || !app.sandboxUrl) throw new Error('A test app has the api or the worker role, in demo mode.');
  const { database, clock } = app.store;
  const advanceBy = async (ms: number) => {
    await advance(database, clock, ms);
    await options.networksOf?.app.store?.clock.refresh();
    await app.dispatcher?.idle();
  };
  const kept = opened.move();
  return {
    app,
    url: app.url,
    database,
    sandbox: sandboxClient(app.sandboxUrl),
    graphql: (query, variables) => post(app.url, { query, variables }),
    advance: advanceBy,
    async settle() {
      await advanceBy(0);
      for (let ms = await untilNext(database), moves = 0; ms !== null; ms = await untilNext(database), moves += 1) {
        if (moves > 500) throw new Error('Deliveries go on and on without settling.');
        await advanceBy(ms + 1);
      }
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** How long until the next delivery may go on, or null where none waits. */
async function untilNext(database: Database): Promise<number | null> {
  const [next] = await database.$queryRaw<{ ms: number | null }[]>`
    select extract(epoch from min(greatest(d.due_at, a.next_allowed_at, case d.status when 'PENDING' then a.publish_allowed_at end)) - app_now())::float8 * 1000 as ms
    from delivery d join account a on a.id = d.account_id where d.due_at is not null and a.status = 'ACTIVE' and (a.lane_delivery_id is null or a.lane_delivery_id = d.id)`;
  return next?.ms === null || next?.ms === undefined ? null : Math.max(0, Math.ceil(next.ms));
}

async function temporaryFolder(opened: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-app-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function post<Data>(url: string, body: unknown): Promise<Answer<Data>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${testApiKey}` },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Answer<Data>;
}
