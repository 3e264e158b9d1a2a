import { createApp } from '../src/app.ts';
import { type Config, defaultLimits } from '../src/config.ts';
import { createLog } from '../src/log.ts';
import { platforms } from '../src/platforms/index.ts';
import { readConfig } from '../src/read-config.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const benchKey = 'a-key-for-benches-only';

/** A whole Postern on a database of its own, as `npm start` would have it. */
export type Gateway = AsyncDisposable & {
  databaseUrl: string;
  graphql<Data>(query: string, variables?: object): Promise<Data>;
};

type Options = { sandboxUrl: string; environment?: Record<string, string>; publishing?: Partial<Config['publishing']> };

export async function startGateway({ sandboxUrl, environment, publishing }: Options): Promise<Gateway> {
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(await temporaryFolder());
  const { config, secrets } = readConfig([...platforms.keys()], {
    DATA_DIR: folder.path,
    PORT: '0',
    ROLES: 'api,worker',
    SANDBOX_URL: sandboxUrl,
    DEMO_API_KEY: benchKey,
    ENCRYPTION_KEY: 'ab'.repeat(32),
    ...environment,
  });
  const limits = { ...defaultLimits, maxAccounts: 10_000, requestsPerMinute: Number.MAX_SAFE_INTEGER };
  const adjusted = { ...config, limits, publishing: { ...config.publishing, ...publishing } };
  const app = opened.use(await createApp(adjusted, secrets, { log: createLog('error') }));
  const kept = opened.move();
  return {
    databaseUrl: app.store?.databaseUrl ?? '',
    graphql: (query, variables) => ask(app.url, { query, variables }),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

type Answer<Data> = { data: Data; errors?: { message: string; extensions: { code: string } }[] };

/** Asks a Postern, and throws what it answers as errors; they are the cause. */
export async function ask<Data>(url: string, body: object): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${benchKey}` },
    body: JSON.stringify(body),
  });
  const { data, errors } = (await response.json()) as Answer<Data>;
  if (errors) throw new Error(errors.map(({ message }) => message).join(' '), { cause: errors });
  return data;
}

/** Runs work on items, so many at a time. */
export async function eachOf<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const left = [...items];
  const runner = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, runner));
}
