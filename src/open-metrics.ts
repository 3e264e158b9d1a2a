import type { Config, Secrets } from './config.ts';
import type { Database } from './database/prisma.ts';
import type { Metrics } from './metrics/create-counts.ts';
import { queueDepth } from './queries/queue-depth.ts';
import type { Http } from './server/open-http.ts';
import { ownSites } from './server/own-sites.ts';
import { serveMetrics } from './server/serve-metrics.ts';

type Opening = { config: Config; secrets: Secrets; http: Http };

/** Shows what this process counts at /metrics, with what waits in the database at that moment. */
export function openMetrics(
  { config, secrets, http }: Opening,
  { database, metrics }: { database: Database; metrics: Metrics },
): void {
  const { contentType } = metrics;
  const print = async () => metrics.print(await queueDepth(database).catch(() => null));
  const access = { token: secrets.metricsToken, open: config.mode === 'demo', sites: ownSites(config) };
  http.answer(serveMetrics({ ...access, contentType, print }));
}
