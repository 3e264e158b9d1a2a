import path from 'node:path';
import { z } from 'zod';
import {
  type Config,
  ConfigError,
  defaultLimits,
  defaultPublishing,
  type Role,
  roles,
  type Secrets,
} from './config.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const port = z.coerce.number().int().min(0).max(65_535);
const httpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);

const settings = z.object({
  MODE: z.enum(['demo', 'production']).default('demo'),
  ROLES: list.pipe(z.array(z.enum(roles)).min(1)).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(4000),
  PUBLIC_URL: httpUrl.optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('.postern'),
  SANDBOX_PORT: port.default(4010),
  SANDBOX_URL: httpUrl.optional(),
  SANDBOX_LATENCY_MS: z.coerce.number().int().min(0).max(600_000).default(0),
  DEMO_API_KEY: z.string().min(16, 'must have 16 characters or more').optional(),
  ENCRYPTION_KEY: z
    .string()
    .regex(
      /^(?:[0-9a-fA-F]{64}|[A-Za-z0-9+/]{43}=)$/,
      'must be 32 bytes, as 64 hex digits or base64; make one with: openssl rand -hex 32',
    )
    .transform((text) => Buffer.from(text, text.length === 64 ? 'hex' : 'base64'))
    .optional(),
  CORS_ORIGINS: list.pipe(z.array(z.url({ protocol: /^https?$/ }))).default([]),
  GRAPHIQL: flag.optional(),
});
type Settings = z.infer<typeof settings>;

const channelSuffixes = ['API_URL', 'CLIENT_ID', 'CLIENT_SECRET'] as const;
const loopbackHosts = new Set(['127.0.0.1', '::1', 'localhost']);

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
  const problems = [...(parsed.error?.issues.map(sentence) ?? []), ...channels.problems];
  if (!parsed.success) throw new ConfigError(problems);
  problems.push(...contradictions(parsed.data));
  if (problems.length > 0) throw new ConfigError(problems);
  return { config: toConfig(parsed.data, channels.apiUrls), secrets: toSecrets(parsed.data, channels.clients) };
}

function sentence(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.')}: ${issue.message}.`;
}

function contradictions(values: Settings): string[] {
  const problems: string[] = [];
  if (values.MODE === 'demo') {
    if (!loopbackHosts.has(values.HOST))
      problems.push(
        `HOST: demo mode listens on loopback only, and ${values.HOST} is not. Leave HOST out, or set MODE=production.`,
      );
    return problems;
  }
  if (values.DATABASE_URL === undefined)
    problems.push('DATABASE_URL: production needs a PostgreSQL of your own. Set postgres://user:password@host/name.');
  if (values.ENCRYPTION_KEY === undefined)
    problems.push('ENCRYPTION_KEY: production needs its own. Make one with: openssl rand -hex 32');
  if (values.PUBLIC_URL === undefined)
    problems.push(
      'PUBLIC_URL: production needs the address at which clients and networks reach it, such as https://postern.example.com.',
    );
  if (values.ROLES?.includes('sandbox'))
    problems.push('ROLES: the sandbox plays networks and belongs to demo mode. Leave it out, or set MODE=demo.');
  if (values.SANDBOX_URL !== undefined)
    problems.push('SANDBOX_URL: belongs to demo mode. Leave it out, or set MODE=demo.');
  if (values.DEMO_API_KEY !== undefined)
    problems.push('DEMO_API_KEY: belongs to demo mode. Make a key with: npm run workspace -- create NAME');
  return problems;
}

function toConfig(values: Settings, apiUrls: Record<string, string>): Config {
  const production = values.MODE === 'production';
  const defaultRoles: readonly Role[] = production ? ['api', 'worker'] : roles;
  const dataDir = path.resolve(values.DATA_DIR);
  const host = values.HOST.includes(':') ? `[${values.HOST}]` : values.HOST;
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
    corsOrigins: values.CORS_ORIGINS.map((origin) => new URL(origin).origin),
    graphiql: values.GRAPHIQL ?? !production,
    sandbox: production
      ? null
      : {
          port: values.SANDBOX_PORT,
          url: values.SANDBOX_URL ?? `http://${host}:${values.SANDBOX_PORT}`,
          latencyMs: values.SANDBOX_LATENCY_MS,
        },
    apiUrls,
    limits: defaultLimits,
    publishing: defaultPublishing,
  };
}

function toSecrets(values: Settings, clients: Secrets['clients']): Secrets {
  return { encryptionKey: values.ENCRYPTION_KEY ?? null, demoApiKey: values.DEMO_API_KEY ?? null, clients };
}

function readChannels(given: Environment, networks: readonly string[]) {
  const problems: string[] = [];
  const apiUrls: Record<string, string> = {};
  const clients: Record<string, { id: string; secret: string }> = {};
  for (const network of networks) {
    const [url, id, secret] = channelSuffixes.map((suffix) => given[`${network.toUpperCase()}_${suffix}`]);
    const parsedUrl = httpUrl.optional().safeParse(url);
    if (!parsedUrl.success) problems.push(`${network.toUpperCase()}_API_URL: must be an http or https URL.`);
    else if (parsedUrl.data !== undefined) apiUrls[network] = parsedUrl.data;
    if ((id === undefined) !== (secret === undefined))
      problems.push(
        `${network.toUpperCase()}_CLIENT_ID and ${network.toUpperCase()}_CLIENT_SECRET: set both, or neither.`,
      );
    else if (id !== undefined && secret !== undefined) clients[network] = { id, secret };
  }
  return { problems, apiUrls, clients };
}
