import { z } from 'zod';
import { defaultLimits, defaultSockets, roles } from './config.ts';
import { readManifest } from './read-manifest.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const shown = ({ input }: { input?: unknown }) => JSON.stringify(input);

/** `wanted` goes on after the value: "is no port; give a number". */
function wholeNumber(wanted: string, max: number) {
  return z
    .string()
    .trim()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) <= max, {
      error: (issue) => `${shown(issue)} ${wanted} from 0 to ${max}.`,
    })
    .transform(Number);
}

/** An address of the web, without a slash at the end. */
export function webAddress(example: string) {
  return z
    .url({ protocol: /^https?$/, error: (issue) => `${shown(issue)} is no address; give one such as ${example}.` })
    .transform((url) => url.replace(/\/+$/, ''));
}

function oneOf<Value extends string>(values: readonly [Value, ...Value[]], what: string) {
  return z.enum(values, { error: (issue) => `${shown(issue)} is no ${what}; give ${values.join(' or ')}.` });
}

/** What is separated by commas. */
export function itemsIn(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
}

const port = wholeNumber('is no port; give a number', 65_535);
const list = z.string().transform(itemsIn);
const anyRole = `give any of ${roles.join(', ')}, separated by commas.`;
const role = z.enum(roles, { error: (issue) => `${shown(issue)} is no role; ${anyRole}` });
const origin = z.url({
  protocol: /^https?$/,
  error: (issue) =>
    `${shown(issue)} is no origin; give addresses such as https://app.example.com, separated by commas.`,
});
const databaseUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error:
    'what is given is no address of a PostgreSQL (it is not shown here: it may hold a password); give one such as postgres://user:password@host:5432/name.',
});
const encryptionKey = z
  .string()
  .regex(
    /^(?:[0-9a-fA-F]{64}|[A-Za-z0-9+/]{43}=)$/,
    'what is given is not 32 bytes, as 64 hex digits or base64; make one with: openssl rand -hex 32',
  )
  .transform((text) => Buffer.from(text, text.length === 64 ? 'hex' : 'base64'));

const bucketName = z.string().regex(/^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/, {
  error: ({ input }) => `${JSON.stringify(input)} is no name of a bucket; give one such as my-postern-media.`,
});

/** What names begin with: no slash before it, one after it. */
const namePrefix = z
  .string()
  .regex(/^[\w./-]{1,200}$/, {
    error: ({ input }) =>
      `${JSON.stringify(input)} is no beginning of names; give letters, digits, dots, dashes and slashes, such as postern/media.`,
  })
  .transform((text) => text.split('/').filter(Boolean).join('/'));

const choice = oneOf(['true', 'false'], 'choice').transform((text) => text === 'true');

const persistedOperations = z.string().transform((file, { issues, value }) => {
  const documents = readManifest(file);
  if (documents !== null) return documents;
  const message = `${JSON.stringify(file)} is no file of operations by their hashes; give one such as graphql-codegen’s persisted-documents.json.`;
  issues.push({ code: 'custom', input: value, message });
  return z.NEVER;
});

/** Every variable but the channels' own, each with what a person reads who got it wrong. Secrets are never shown. */
export const settings = z.object({
  MODE: oneOf(['demo', 'production'], 'mode').default('demo'),
  ROLES: list.pipe(z.array(role).min(1, `none is given; ${anyRole}`)).optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(4000),
  PUBLIC_URL: webAddress('https://postern.example.com').optional(),
  DATABASE_URL: databaseUrl.optional(),
  DATA_DIR: z.string().default('.postern'),
  SANDBOX_PORT: port.default(4010),
  SANDBOX_URL: webAddress('http://127.0.0.1:4010').optional(),
  SANDBOX_LATENCY_MS: wholeNumber('is no latency; give milliseconds', 600_000).default(0),
  DEMO_API_KEY: z
    .string()
    .min(16, { error: ({ input }) => `${String(input).length} characters are too few; give 16 or more.` })
    .optional(),
  ENCRYPTION_KEY: encryptionKey.optional(),
  METRICS_TOKEN: z
    .string()
    .min(16, { error: ({ input }) => `${String(input).length} characters are too few; give 16 or more.` })
    .optional(),
  EVENTS_KEPT_DAYS: wholeNumber('is no number of days; give one', 3650)
    .refine((days) => days > 0, { error: 'events are kept for a day at least; give 1 or more.' })
    .default(30),
  SOCKETS_PER_KEY: wholeNumber('is no number of sockets; give one', 100_000)
    .refine((sockets) => sockets > 0, { error: 'without any socket nobody can subscribe; give 1 or more.' })
    .default(defaultSockets.maxPerKey),
  S3_BUCKET: bucketName.optional(),
  S3_REGION: z.string().optional(),
  S3_ENDPOINT: webAddress('https://s3.example.com').optional(),
  S3_PREFIX: namePrefix.optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  CORS_ORIGINS: list.pipe(z.array(origin)).default([]),
  FETCH_TRUSTED_ORIGINS: list.pipe(z.array(origin)).default([]),
  GRAPHIQL: choice.optional(),
  INTROSPECTION: choice.optional(),
  REQUESTS_PER_MINUTE: wholeNumber('is no number of requests; give one', 100_000_000)
    .refine((requests) => requests > 0, { error: 'without any request nobody can be answered; give 1 or more.' })
    .default(defaultLimits.requestsPerMinute),
  PERSISTED_OPERATIONS: persistedOperations.optional(),
  PERSISTED_OPERATIONS_ONLY: choice.default(false),
});
export type Settings = z.infer<typeof settings>;
