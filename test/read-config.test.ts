import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, roles } from '../src/config.ts';
import { readConfig } from '../src/read-config.ts';

const networks = ['bluesky', 'mastodon'];
const hex = 'ab'.repeat(32);
const production = {
  MODE: 'production',
  DATABASE_URL: 'postgres://postern:hunter2@db.example.com/postern',
  ENCRYPTION_KEY: hex,
  PUBLIC_URL: 'https://postern.example.com/',
};

const bucket = {
  S3_BUCKET: 'postern-media',
  S3_REGION: 'auto',
  S3_ACCESS_KEY_ID: 'id',
  S3_SECRET_ACCESS_KEY: 'hunter2-bucket',
};

const read = (environment: Record<string, string> = {}) => readConfig(networks, environment);

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    read(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('an environment without a variable', () => {
  test('is a whole demo on this machine', () => {
    const { config, secrets } = read();
    expect(config).toMatchObject({
      mode: 'demo',
      roles,
      host: '127.0.0.1',
      port: 4000,
      publicUrl: 'http://127.0.0.1:4000',
      database: { kind: 'embedded', folder: path.resolve('.postern/postgres') },
      dataDir: path.resolve('.postern'),
      corsOrigins: [],
      graphiql: true,
      introspection: true,
      persistedOperations: { documents: new Map(), only: false },
      limits: { requestsPerMinute: 6_000 },
      sandbox: { port: 4010, url: 'http://127.0.0.1:4010', latencyMs: 0 },
      apiUrls: {},
      bucket: null,
      eventsKeptDays: 30,
      sockets: { maxPerKey: 1_000 },
    });
    expect(secrets).toEqual({
      encryptionKey: null,
      demoApiKey: null,
      metricsToken: null,
      bucketKeys: null,
      clients: {},
    });
  });

  test('is the same as one whose variables are all empty', () => {
    expect(read({ MODE: '', ROLES: '', PORT: '', DATABASE_URL: '', ENCRYPTION_KEY: '' })).toEqual(read());
  });

  test('in production serves and works, without GraphiQL and without a sandbox', () => {
    const { config, secrets } = read(production);
    expect(config).toMatchObject({
      mode: 'production',
      roles: ['api', 'worker'],
      publicUrl: 'https://postern.example.com',
      database: { kind: 'url', url: production.DATABASE_URL },
      graphiql: false,
      sandbox: null,
    });
    expect(secrets.encryptionKey).toEqual(Buffer.from(hex, 'hex'));
  });
});

describe('a variable that is given', () => {
  test('counts, whichever it is', () => {
    const { config, secrets } = read({
      ROLES: 'worker, sandbox,worker',
      HOST: '::1',
      PORT: '8080',
      SANDBOX_PORT: '8081',
      SANDBOX_LATENCY_MS: '250',
      DATA_DIR: '/srv/postern',
      DEMO_API_KEY: 'sixteen-or-more-of',
      METRICS_TOKEN: 'another-sixteen-or-more',
      EVENTS_KEPT_DAYS: '7',
      SOCKETS_PER_KEY: '50',
      CORS_ORIGINS: 'https://a.example.com, https://b.example.com/',
      FETCH_TRUSTED_ORIGINS: 'http://127.0.0.1:8000/',
      GRAPHIQL: 'false',
      BLUESKY_API_URL: 'https://bsky.example.com/',
      MASTODON_CLIENT_ID: 'id',
      MASTODON_CLIENT_SECRET: 'secret',
    });
    expect(config).toMatchObject({
      roles: ['worker', 'sandbox'],
      host: '::1',
      publicUrl: 'http://[::1]:8080',
      database: { folder: '/srv/postern/postgres' },
      corsOrigins: ['https://a.example.com', 'https://b.example.com'],
      fetchTrustedOrigins: ['http://127.0.0.1:8000'],
      graphiql: false,
      sandbox: { port: 8081, url: 'http://[::1]:8081', latencyMs: 250 },
      apiUrls: { bluesky: 'https://bsky.example.com' },
      eventsKeptDays: 7,
      sockets: { maxPerKey: 50 },
    });
    expect(secrets).toMatchObject({
      demoApiKey: 'sixteen-or-more-of',
      metricsToken: 'another-sixteen-or-more',
      clients: { mastodon: { id: 'id', secret: 'secret' } },
    });
  });

  test('may be a key in base64', () => {
    const key = Buffer.from(hex, 'hex').toString('base64');
    expect(read({ ENCRYPTION_KEY: key }).secrets.encryptionKey).toEqual(Buffer.from(hex, 'hex'));
  });
});

describe('a bucket for media', () => {
  test('is Amazon’s, where no other is named', () => {
    const { config, secrets } = read(bucket);
    expect(config.bucket).toEqual({ bucket: 'postern-media', region: 'auto', endpoint: null, prefix: '' });
    expect(secrets.bucketKeys).toEqual({ accessKeyId: 'id', secretAccessKey: 'hunter2-bucket' });
    expect(JSON.stringify(config)).not.toContain('hunter2');
  });

  test('may be another’s, and shared', () => {
    const { config } = read({ ...bucket, S3_ENDPOINT: 'https://s3.example.com/', S3_PREFIX: '/of//postern' });
    expect(config.bucket).toMatchObject({ endpoint: 'https://s3.example.com', prefix: 'of/postern/' });
  });

  test('needs its name, its region and both keys', () => {
    const without = (name: string) =>
      `${name}: is missing, and media cannot be kept in S3 without it. Give it, or no variable of S3.`;
    const needed = Object.keys(bucket).map(without);
    expect(problemsOf({ S3_PREFIX: 'media' })).toEqual(needed);
    expect(problemsOf({ ...bucket, S3_REGION: '' })).toEqual([without('S3_REGION')]);
    expect(problemsOf({ MODE: 'x', S3_BUCKET: 'postern-media' })).toEqual(expect.arrayContaining(needed.slice(1)));
  });
});

describe('a value that is wrong', () => {
  test.each([
    [
      { ...bucket, S3_BUCKET: 'My Media' },
      'S3_BUCKET: "My Media" is no name of a bucket; give one such as my-postern-media.',
    ],
    [
      { ...bucket, S3_ENDPOINT: 's3.local' },
      'S3_ENDPOINT: "s3.local" is no address; give one such as https://s3.example.com.',
    ],
    [
      { ...bucket, S3_PREFIX: 'a b' },
      'S3_PREFIX: "a b" is no beginning of names; give letters, digits, dots, dashes and slashes, such as postern/media.',
    ],
    [{ MODE: 'dev' }, 'MODE: "dev" is no mode; give demo or production.'],
    [{ ROLES: 'api,foo' }, 'ROLES: "foo" is no role; give any of api, worker, sandbox, separated by commas.'],
    [{ ROLES: ' , ' }, 'ROLES: none is given; give any of api, worker, sandbox, separated by commas.'],
    [{ PORT: 'x' }, 'PORT: "x" is no port; give a number from 0 to 65535.'],
    [{ PORT: '65536' }, 'PORT: "65536" is no port; give a number from 0 to 65535.'],
    [{ PORT: ' ' }, 'PORT: "" is no port; give a number from 0 to 65535.'],
    [{ SANDBOX_PORT: '-1' }, 'SANDBOX_PORT: "-1" is no port; give a number from 0 to 65535.'],
    [{ PUBLIC_URL: 'x' }, 'PUBLIC_URL: "x" is no address; give one such as https://postern.example.com.'],
    [{ SANDBOX_URL: 'ftp://x' }, 'SANDBOX_URL: "ftp://x" is no address; give one such as http://127.0.0.1:4010.'],
    [{ SANDBOX_LATENCY_MS: '1.5' }, 'SANDBOX_LATENCY_MS: "1.5" is no latency; give milliseconds from 0 to 600000.'],
    [{ DEMO_API_KEY: 'short' }, 'DEMO_API_KEY: 5 characters are too few; give 16 or more.'],
    [{ METRICS_TOKEN: 'short' }, 'METRICS_TOKEN: 5 characters are too few; give 16 or more.'],
    [{ EVENTS_KEPT_DAYS: '0' }, 'EVENTS_KEPT_DAYS: events are kept for a day at least; give 1 or more.'],
    [{ SOCKETS_PER_KEY: '0' }, 'SOCKETS_PER_KEY: without any socket nobody can subscribe; give 1 or more.'],
    [{ EVENTS_KEPT_DAYS: 'ever' }, 'EVENTS_KEPT_DAYS: "ever" is no number of days; give one from 0 to 3650.'],
    [
      { CORS_ORIGINS: 'https://a.example.com,x' },
      'CORS_ORIGINS: "x" is no origin; give addresses such as https://app.example.com, separated by commas.',
    ],
    [{ GRAPHIQL: 'yes' }, 'GRAPHIQL: "yes" is no choice; give true or false.'],
    [{ INTROSPECTION: 'yes' }, 'INTROSPECTION: "yes" is no choice; give true or false.'],
    [{ REQUESTS_PER_MINUTE: '0' }, 'REQUESTS_PER_MINUTE: without any request nobody can be answered; give 1 or more.'],
    [
      { PERSISTED_OPERATIONS: 'package.json' },
      'PERSISTED_OPERATIONS: "package.json" is no file of operations by their hashes; give one such as graphql-codegen’s persisted-documents.json.',
    ],
    [
      { PERSISTED_OPERATIONS_ONLY: 'true' },
      'PERSISTED_OPERATIONS_ONLY: without PERSISTED_OPERATIONS nothing could be run. Give its file, or leave this out.',
    ],
    [{ MASTODON_API_URL: 'x' }, 'MASTODON_API_URL: "x" is no address; give one such as https://api.example.com.'],
    [
      { BLUESKY_CLIENT_ID: 'x' },
      'BLUESKY_CLIENT_ID and BLUESKY_CLIENT_SECRET: one of them is missing. Set both, or neither.',
    ],
    [
      { ENCRYPTION_KEY: 'x' },
      'ENCRYPTION_KEY: what is given is not 32 bytes, as 64 hex digits or base64; make one with: openssl rand -hex 32',
    ],
    [
      { DATABASE_URL: 'mysql://u:hunter2@h/n' },
      'DATABASE_URL: what is given is no address of a PostgreSQL (it is not shown here: it may hold a password); give one such as postgres://user:password@host:5432/name.',
    ],
  ])('%j is told in a sentence', (environment, sentence) => {
    expect(problemsOf(environment as Record<string, string>)).toEqual([sentence]);
  });
});

describe('what does not fit together', () => {
  test.each([
    [
      { HOST: '0.0.0.0' },
      'HOST: demo mode listens on loopback only, and 0.0.0.0 is not. Leave HOST out, or set MODE=production.',
    ],
    [{ PORT: '4010' }, 'PORT and SANDBOX_PORT: both are 4010. Give two that differ, such as 4000 and 4010.'],
    [
      { ...production, ROLES: 'api,sandbox' },
      'ROLES: the sandbox plays networks and belongs to demo mode. Leave it out, or set MODE=demo.',
    ],
    [
      { ...production, SANDBOX_URL: 'http://127.0.0.1:4010' },
      'SANDBOX_URL: belongs to demo mode. Leave it out, or set MODE=demo.',
    ],
    [
      { ...production, FETCH_TRUSTED_ORIGINS: 'http://127.0.0.1:8000' },
      'FETCH_TRUSTED_ORIGINS: belongs to tests and demos: it lets callers reach inside. Leave it out, or set MODE=demo.',
    ],
    [
      { ...production, DEMO_API_KEY: 'sixteen-or-more-of' },
      'DEMO_API_KEY: belongs to demo mode. Make a key with: npm run workspace -- create NAME',
    ],
  ])('%j is told in a sentence', (environment, sentence) => {
    expect(problemsOf(environment as Record<string, string>)).toEqual([sentence]);
  });

  test.each([
    ['the system chooses both', { PORT: '0', SANDBOX_PORT: '0' }],
    ['the sandbox is played elsewhere', { ROLES: 'api,worker', PORT: '4010' }],
    ['there is no sandbox', { ...production, PORT: '4010' }],
  ])('is not the same port twice where %s', (_why, environment) => {
    expect(problemsOf(environment as Record<string, string>)).toEqual([]);
  });
});

describe('many problems', () => {
  test('are told at once, those of wrong values and those of what is missing', () => {
    const problems = problemsOf({ MODE: 'production', PORT: 'x', ROLES: 'foo,sandbox' });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'ROLES',
      'PORT',
      'DATABASE_URL',
      'ENCRYPTION_KEY',
      'PUBLIC_URL',
      'ROLES',
    ]);
  });

  test('are one message, a line each', () => {
    expect(() => read({ PORT: 'x', GRAPHIQL: 'yes' })).toThrow(
      [
        'Postern cannot start:',
        '  - PORT: "x" is no port; give a number from 0 to 65535.',
        '  - GRAPHIQL: "yes" is no choice; give true or false.',
      ].join('\n'),
    );
  });

  test('show nothing secret', () => {
    const secrets = {
      ...bucket,
      ENCRYPTION_KEY: 'hunter2-key',
      DEMO_API_KEY: 'hunter2-api',
      METRICS_TOKEN: 'hunter2',
      DATABASE_URL: 'x://u:hunter2@h',
    };
    for (const MODE of ['demo', 'production', 'hunter'])
      expect(problemsOf({ MODE, PORT: 'x', ...secrets }).join()).not.toContain('hunter2');
  });
});
