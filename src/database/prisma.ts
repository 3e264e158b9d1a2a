import { PrismaPg } from '@prisma/adapter-pg';
import { type Prisma, PrismaClient } from './generated/client.ts';
import { tellStatements } from './tell-statements.ts';

/** The way to the database. Whoever opens it disposes of it. */
export type Database = PrismaClient & AsyncDisposable;

/** What runs inside `database.$transaction(async (transaction) => …)`. */
export type Transaction = Prisma.TransactionClient;

export type DatabaseOptions = {
  /** Connections that are open at once. 10 where it is not given. */
  poolSize?: number;
  /** Called with the text of every statement, as it was sent. */
  onQuery?: (sql: string) => void;
};

const DEFAULT_POOL_SIZE = 10;
const CONNECTION_TIMEOUT_MS = 5_000;
/** A process that is frozen, or off the network, in the middle of a transaction keeps its locks no longer. Prisma gives up by itself after the same time. */
const IDLE_IN_TRANSACTION_MS = 5_000;

function connect(url: string, poolSize: number) {
  const pool = {
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    application_name: 'postern',
    options: `-c TimeZone=UTC -c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_MS}`,
  };
  return new PrismaPg(pool);
}

/** Opens a pool of connections. The first query connects; a server that is away for a while is found again by itself. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { poolSize = DEFAULT_POOL_SIZE, onQuery } = options;
  const adapter = connect(url, poolSize);
  // Otherwise Prisma takes a stack trace for every statement; what it says of an error, and the error's own stack, are the same.
  const errorFormat = 'minimal';
  const client = new PrismaClient({ errorFormat, adapter: onQuery ? tellStatements(adapter, onQuery) : adapter });
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.$disconnect() });
}
