import type { PrismaPg } from '@prisma/adapter-pg';

type Tell = (sql: string) => void;
type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;
type Queryable = Pick<Adapter, 'queryRaw' | 'executeRaw'>;

/** Tells of every statement that is sent. Prisma's own query log tells its parameters and times, too, at a twentieth of a read's CPU. */
export function tellStatements(factory: PrismaPg, tell: Tell): PrismaPg {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    tellOf(adapter, tell);
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolationLevel) => {
      tell('BEGIN');
      const transaction = await start(isolationLevel);
      tellOf(transaction, tell);
      return transaction;
    };
    return adapter;
  };
  return factory;
}

function tellOf(queryable: Queryable, tell: Tell): void {
  const queryRaw = queryable.queryRaw.bind(queryable);
  const executeRaw = queryable.executeRaw.bind(queryable);
  queryable.queryRaw = (query) => {
    tell(query.sql);
    return queryRaw(query);
  };
  queryable.executeRaw = (query) => {
    tell(query.sql);
    return executeRaw(query);
  };
}
