import type { Logger } from 'pino';
import type { ActionDeps } from '../actions/context.ts';
import type { Config } from '../config.ts';
import type { Counts } from '../metrics/create-counts.ts';

/** What the GraphQL face works with. */
export type ServerDeps = ActionDeps & {
  config: Config;
  /** The key that GraphiQL is filled in with; null outside demo mode. */
  demoApiKey: string | null;
  log: Logger;
  counts: Counts;
  /** Whether the database and the queue answer. */
  isReady(): Promise<boolean>;
};
