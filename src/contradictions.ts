import { type Environment, itemsIn, settings } from './settings.ts';

const loopbackHosts = new Set(['127.0.0.1', '::1', 'localhost']);

const neededInProduction = {
  DATABASE_URL: 'production needs a PostgreSQL of your own. Set postgres://user:password@host:5432/name.',
  ENCRYPTION_KEY: 'production needs its own. Make one with: openssl rand -hex 32',
  PUBLIC_URL:
    'production needs the address at which clients and networks reach it, such as https://postern.example.com.',
};

const demoOnly = {
  SANDBOX_URL: 'belongs to demo mode. Leave it out, or set MODE=demo.',
  FETCH_TRUSTED_ORIGINS: 'belongs to tests and demos: it lets callers reach inside. Leave it out, or set MODE=demo.',
  DEMO_API_KEY: 'belongs to demo mode. Make a key with: npm run workspace -- create NAME',
};

const neededForBucket = ['S3_BUCKET', 'S3_REGION', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;
const ofBucket = [...neededForBucket, 'S3_ENDPOINT', 'S3_PREFIX'] as const;

/** What does not fit together, each with what to do, as far as it can be known where some values are wrong by themselves. */
export function contradictions(given: Environment): string[] {
  const persisted = inPersisted(given);
  const mode = settings.shape.MODE.safeParse(given.MODE).data;
  if (mode === undefined) return [...inBucket(given), ...persisted];
  return [...(mode === 'demo' ? inDemo(given) : inProduction(given)), ...inBucket(given), ...persisted];
}

/** Media are kept in a bucket as soon as one of its variables is given. */
function inBucket(given: Environment): string[] {
  if (ofBucket.every((name) => given[name] === undefined)) return [];
  return neededForBucket
    .filter((name) => given[name] === undefined)
    .map((name) => `${name}: is missing, and media cannot be kept in S3 without it. Give it, or no variable of S3.`);
}

function inPersisted({ PERSISTED_OPERATIONS: file, PERSISTED_OPERATIONS_ONLY: only }: Environment): string[] {
  if (only !== 'true' || file !== undefined) return [];
  return [
    'PERSISTED_OPERATIONS_ONLY: without PERSISTED_OPERATIONS nothing could be run. Give its file, or leave this out.',
  ];
}

function inDemo(given: Environment): string[] {
  const problems: string[] = [];
  const host = settings.shape.HOST.parse(given.HOST);
  if (!loopbackHosts.has(host))
    problems.push(
      `HOST: demo mode listens on loopback only, and ${host} is not. Leave HOST out, or set MODE=production.`,
    );
  const port = settings.shape.PORT.safeParse(given.PORT).data;
  const sandboxPort = settings.shape.SANDBOX_PORT.safeParse(given.SANDBOX_PORT).data;
  const playsNetworks = given.ROLES === undefined || itemsIn(given.ROLES).includes('sandbox');
  if (playsNetworks && port !== undefined && port !== 0 && port === sandboxPort)
    problems.push(`PORT and SANDBOX_PORT: both are ${port}. Give two that differ, such as 4000 and 4010.`);
  return problems;
}

function inProduction(given: Environment): string[] {
  const problems: string[] = [];
  for (const [name, sentence] of Object.entries(neededInProduction))
    if (given[name] === undefined) problems.push(`${name}: ${sentence}`);
  if (itemsIn(given.ROLES).includes('sandbox'))
    problems.push('ROLES: the sandbox plays networks and belongs to demo mode. Leave it out, or set MODE=demo.');
  for (const [name, sentence] of Object.entries(demoOnly))
    if (given[name] !== undefined) problems.push(`${name}: ${sentence}`);
  return problems;
}
