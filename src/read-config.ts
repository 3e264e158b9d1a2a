import path from 'node:path';
import type { z } from 'zod';
import {
  type Config,
  ConfigError,
  defaultLimits,
  defaultPublishing,
  defaultSockets,
  type Role,
  roles,
  type Secrets,
} from './config.ts';
import { contradictions } from './contradictions.ts';
import { type Environment, type Settings, settings, webAddress } from './settings.ts';

const channelSuffixes = ['API_URL', 'CLIENT_ID', 'CLIENT_SECRET'] as const;
const channelAddress = webAddress('https://api.example.com').optional();

/**
 * Reads the configuration from an environment. An empty value counts as none.
 * @throws ConfigError with every problem at once.
 */
export function readConfig(
  networks: readonly string[],
  environment: Environment = process.env,
): { config: Config; secrets: Secrets } {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(given);
  const channels = readChannels(given, networks);
  const problems = [...(parsed.error?.issues.map(sentence) ?? []), ...channels.problems, ...contradictions(given)];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return { config: toConfig(parsed.data, channels.apiUrls), secrets: toSecrets(parsed.data, channels.clients) };
}

function sentence({ path: [name], message }: z.core.$ZodIssue): string {
  return `${String(name)}: ${message}`;
}

function toConfig(values: Settings, apiUrls: Record<string, string>): Config {
  const production = values.MODE === 'production';
  const defaultRoles: readonly Role[] = production ? ['api', 'worker'] : roles;
  const dataDir = path.resolve(values.DATA_DIR);
  const host = values.HOST.includes(':') ? `[${values.HOST}]` : values.HOST;
  const graphiql = values.GRAPHIQL ?? !production;
  return {
    mode: values.MODE,
    roles: [...new Set(values.ROLES ?? defaultRoles)],
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? `http://${host}:${values.PORT}`,
    database: values.DATABASE_URL
      ? { kind: 'url', url: values.DATABASE_URL }
      : { kind: 'embedded', folder: path.join(dataDir, 'postgres') },
    dataDir,
    bucket: toBucket(values),
    corsOrigins: values.CORS_ORIGINS.map((origin) => new URL(origin).origin),
    fetchTrustedOrigins: values.FETCH_TRUSTED_ORIGINS.map((origin) => new URL(origin).origin),
    graphiql,
    introspection: values.INTROSPECTION ?? graphiql,
    persistedOperations: toPersisted(values),
    sandbox: production
      ? null
      : {
          port: values.SANDBOX_PORT,
          url: values.SANDBOX_URL ?? `http://${host}:${values.SANDBOX_PORT}`,
          latencyMs: values.SANDBOX_LATENCY_MS,
        },
    apiUrls,
    limits: { ...defaultLimits, requestsPerMinute: values.REQUESTS_PER_MINUTE },
    sockets: { ...defaultSockets, maxPerKey: values.SOCKETS_PER_KEY },
    eventsKeptDays: values.EVENTS_KEPT_DAYS,
    publishing: defaultPublishing,
  };
}

function toBucket({ S3_BUCKET: bucket, S3_REGION: region, S3_ENDPOINT, S3_PREFIX }: Settings): Config['bucket'] {
  if (bucket === undefined || region === undefined) return null;
  return { bucket, region, endpoint: S3_ENDPOINT ?? null, prefix: S3_PREFIX ? `${S3_PREFIX}/` : '' };
}

function toPersisted(values: Settings): Config['persistedOperations'] {
  return { documents: values.PERSISTED_OPERATIONS ?? new Map(), only: values.PERSISTED_OPERATIONS_ONLY };
}

function toSecrets(values: Settings, clients: Secrets['clients']): Secrets {
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = values;
  return {
    encryptionKey: values.ENCRYPTION_KEY ?? null,
    demoApiKey: values.DEMO_API_KEY ?? null,
    metricsToken: values.METRICS_TOKEN ?? null,
    bucketKeys: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : null,
    clients,
  };
}

function readChannels(given: Environment, networks: readonly string[]) {
  const problems: string[] = [];
  const apiUrls: Record<string, string> = {};
  const clients: Record<string, { id: string; secret: string }> = {};
  for (const network of networks) {
    const channel = network.toUpperCase();
    const [url, id, secret] = channelSuffixes.map((suffix) => given[`${channel}_${suffix}`]);
    const address = channelAddress.safeParse(url);
    if (!address.success) problems.push(...address.error.issues.map(({ message }) => `${channel}_API_URL: ${message}`));
    else if (address.data !== undefined) apiUrls[network] = address.data;
    if ((id === undefined) !== (secret === undefined))
      problems.push(`${channel}_CLIENT_ID and ${channel}_CLIENT_SECRET: one of them is missing. Set both, or neither.`);
    else if (id !== undefined && secret !== undefined) clients[network] = { id, secret };
  }
  return { problems, apiUrls, clients };
}
