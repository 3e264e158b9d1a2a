import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from './generated/client.ts';
import { tellStatements } from './tell-statements.ts';

/** The way to the database. Whoever opens it disposes of it. */
export type Database = PrismaClient & AsyncDisposable & Reads;

/** A statement whose values stand in it as $1, $2 and so on; `Prisma.sql` makes such. */
type Statement = {
  text: string;
  values: readonly unknown[];
  /** For a text that never changes: PostgreSQL keeps it under this name, of 63 bytes at most, parsed, while a connection lasts. */
  name?: string;
};

type Reads = {
  /** Reads rows past Prisma's engine, at less than half the CPU of `$queryRaw`, as `pg` gives them: int8 as text. Not within a transaction. */
  read<Row extends pg.QueryResultRow>(statement: Statement): Promise<Row[]>;
};

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

function openPool(url: string, poolSize: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    application_name: 'postern',
    options: `-c TimeZone=UTC -c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_MS}`,
  });
  // Without a listener the process would end when a connection breaks that is not in use; the pool replaces it.
  pool.on('error', () => undefined);
  return pool;
}

/** Opens a pool of connections. The first query connects; a server that is away for a while is found again by itself. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { poolSize = DEFAULT_POOL_SIZE, onQuery } = options;
  const pool = openPool(url, poolSize);
  const adapter = new PrismaPg(pool, { disposeExternalPool: true });
  const client = new PrismaClient({ adapter: onQuery ? tellStatements(adapter, onQuery) : adapter });
  return Object.assign(client, {
    async read<Row extends pg.QueryResultRow>({ name, text, values }: Statement) {
      onQuery?.(text);
      const { rows } = await pool.query<Row>({ name, text, values: [...values] });
      return rows;
    },
    async [Symbol.asyncDispose]() {
      await client.$disconnect();
      // Prisma ends only what it has used.
      if (!pool.ending) await pool.end();
    },
  });
}
