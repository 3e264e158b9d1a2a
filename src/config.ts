export const roles = ['api', 'worker', 'sandbox'] as const;
export type Role = (typeof roles)[number];

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** How publishing paces itself. Tests shorten these; an operator has no need to. */
export const defaultPublishing = {
  leaseMs: 10 * SECOND,
  /** Added to a lost step's deadline before anyone looks for what it did. */
  marginMs: 2 * SECOND,
  stepTimeoutMs: 15 * SECOND,
  sweepMs: 2 * SECOND,
  retryDelaysMs: [2 * SECOND, 10 * SECOND, MINUTE, 5 * MINUTE] as readonly number[],
  /** Deliveries that one process runs at a time. */
  concurrency: 400,
  /** How long a stopping process waits for the deliveries that it is running. */
  drainMs: 7 * SECOND,
};

/** Limits of the posting model (DESIGN.md, section 2). */
export const defaultLimits = {
  maxScheduleDays: 30,
  maxMediaUrls: 10,
  maxContainers: 25,
  maxPageSize: 100,
  maxUploadBytes: 4 * 1024 ** 3,
  /** How long an upload may stand still. */
  maxUploadPauseMs: 30 * SECOND,
  maxWaitSeconds: 30,
  maxAccounts: 500,
  /** Of a GraphQL document: its characters, its tokens, and what an operation in it comes to (see server/weigh-operation.ts). */
  maxDocumentLength: 50_000,
  maxTokens: 2_000,
  maxDepth: 20,
  maxAliases: 50,
  maxDirectives: 50,
  maxDirectivesTogether: 5,
  maxCost: 100_000,
  /** Of a key, in each process. */
  requestsPerMinute: 6_000,
};

/** What websockets may take up. Tests shorten these; an operator sets the number a key alone. */
export const defaultSockets = {
  maxMessageBytes: 256 * 1024,
  /** Operations that one socket may have open. */
  maxOperations: 100,
  /** Sockets that one key may have open in one process. */
  maxPerKey: 1_000,
  /** What may wait to be sent to a peer before no more is read from it. */
  maxUnsentBytes: 1024 ** 2,
  /** How long a peer may take to begin, then to show a key that it didn't begin with. */
  initMs: 10 * SECOND,
  proofMs: 3 * SECOND,
  /** How often a peer is asked whether it is there, and how long it may neither answer nor take what waits for it. */
  pingMs: 10 * SECOND,
  silenceMs: 30 * SECOND,
  /** How long a peer may take to agree to the end. */
  closeMs: 2 * SECOND,
};

/** A bucket of a storage that speaks S3. `endpoint` is null for Amazon’s own; `prefix` is empty, or ends with a slash. */
type BucketConfig = { bucket: string; region: string; endpoint: string | null; prefix: string };

export type PublishingConfig = typeof defaultPublishing;
export type Limits = typeof defaultLimits;
export type SocketLimits = typeof defaultSockets;

/** Operations that requests may name by their hash. `only`: no others are run. */
export type PersistedOperations = {
  documents: ReadonlyMap<string, string>;
  only: boolean;
};

export type Config = {
  mode: 'demo' | 'production';
  roles: readonly Role[];
  host: string;
  port: number;
  /** Where clients and networks reach this server, without a slash at the end. */
  publicUrl: string;
  /** A PostgreSQL of the operator's, or one of our own in a folder. */
  database: { kind: 'url'; url: string } | { kind: 'embedded'; folder: string };
  dataDir: string;
  /** Where media are kept; null: in dataDir. */
  bucket: BucketConfig | null;
  corsOrigins: readonly string[];
  /** Where media are fetched from whatever the address: for tests and demos. Empty in production. */
  fetchTrustedOrigins: readonly string[];
  graphiql: boolean;
  /** Whether the schema can be asked for, and errors name what was perhaps meant. */
  introspection: boolean;
  persistedOperations: PersistedOperations;
  /** Where the sandbox listens when this process plays it, and where the rooms look for it. Null in production. */
  sandbox: { port: number; url: string; latencyMs: number } | null;
  /** Where the networks' calls go instead of their public hosts, by network. */
  apiUrls: Readonly<Record<string, string>>;
  limits: Limits;
  sockets: SocketLimits;
  /** How long events can be read again. */
  eventsKeptDays: number;
  publishing: PublishingConfig;
};

/** Kept apart from the configuration, so that logging that one is safe. Null: made at the first start and kept in dataDir (demo only). */
export type Secrets = {
  encryptionKey: Buffer | null;
  demoApiKey: string | null;
  /** What opens /metrics. Null: nothing does, but in a demo everything. */
  metricsToken: string | null;
  /** What opens the bucket of media. Null where there is none. */
  bucketKeys: { accessKeyId: string; secretAccessKey: string } | null;
  clients: Readonly<Record<string, { id: string; secret: string }>>;
};

/** Why Postern cannot start: every problem at once, each with what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Postern cannot start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}
