import { fromPrisma, PgBoss } from 'pg-boss';
import type { Transaction } from '../database/prisma.ts';
import type { ImplementedTask, Task } from './task.ts';

type Job<Payload> = {
  task: Task<Payload>;
  payload: Payload;
  /** When it may run; null: at once. */
  at: Date | null;
};

/** Jobs in PostgreSQL, inserted in the transaction that causes them. Knows no product. */
export type Scheduler = AsyncDisposable & {
  /** Inserts a job in the caller's transaction: a rollback takes it along. */
  enqueue<Payload>(tx: Transaction, job: Job<Payload>): Promise<void>;
  /** Starts workers for tasks. A job that fails is tried again by pg-boss. */
  work(tasks: readonly ImplementedTask[]): Promise<void>;
  /** Whether the queue answers. */
  isReady(): Promise<boolean>;
};

type Options = { databaseUrl: string; tasks: readonly { name: string }[]; onError: (error: unknown) => void };

const workersPerTask = 2;
const batchSize = 50;

export async function startScheduler({ databaseUrl, tasks, onError }: Options): Promise<Scheduler> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: 'postern',
    max: 4,
    schedule: false,
    useListenNotify: true,
  });
  boss.on('error', onError);
  await boss.start();
  for (const { name } of tasks) await boss.createQueue(name, { notify: true, retryLimit: 3, expireInSeconds: 60 });

  return {
    async enqueue(tx, { task, payload, at }) {
      const data = task.schema.parse(payload) as object;
      const options = { db: fromPrisma(tx), ...(at === null ? {} : { startAfter: at }) };
      await boss.send(task.name, data, options);
    },
    async work(implemented) {
      for (const task of implemented) {
        await boss.work(
          task.name,
          {
            batchSize,
            localConcurrency: workersPerTask,
            pollingIntervalSeconds: 0.5,
            notifyPollingIntervalSeconds: 0.5,
          },
          async (jobs) => {
            for (const job of jobs) await task.run(job.data);
          },
        );
      }
    },
    isReady: async () => (await boss.isInstalled()) === true,
    async [Symbol.asyncDispose]() {
      await boss.stop({ graceful: true, timeout: 2_000, close: true });
    },
  };
}
