import type { z } from 'zod';

/** A kind of job. Its payload is parsed with the same schema when it is enqueued and when it runs. */
export type Task<Payload> = { name: string; schema: z.ZodType<Payload> };

/** A task with what it does. */
export type ImplementedTask = { name: string; run(data: unknown): Promise<void> };

export function defineTask<Payload>(name: string, schema: z.ZodType<Payload>): Task<Payload> {
  return { name, schema };
}

export function implementTask<Payload>(task: Task<Payload>, run: (payload: Payload) => Promise<void>): ImplementedTask {
  return { name: task.name, run: async (data) => run(task.schema.parse(data)) };
}
