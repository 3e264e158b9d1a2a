import { createHash } from 'node:crypto';
import type { Transaction } from '../database/prisma.ts';
import { Refusal } from '../domain/refusal.ts';
import type { ActionContext } from './context.ts';

type Request = { mutation: string; key: string | null | undefined; input: object };

const keptForMs = 86_400_000;

/** The post that an action wrote, and whether it did so at an earlier call. */
export type Written<Result> = Result & { replayed: boolean };

/**
 * Runs a write in one transaction, once for an idempotency key: the same key with the same input answers the same post. Twins at the same
 * moment wait for the first; a refusal rolls its key back.
 * @throws Refusal IDEMPOTENCY_KEY_REUSED where the key came with another input.
 */
export async function once<Result extends { postId: string }>(
  context: Pick<ActionContext, 'actor' | 'database' | 'clock'>,
  request: Request,
  write: (tx: Transaction) => Promise<Result>,
): Promise<Written<Result> | { postId: string; replayed: true }> {
  const { key } = request;
  return context.database.$transaction(async (tx) => {
    if (key === null || key === undefined) return { ...(await write(tx)), replayed: false };
    const id = { workspaceId: context.actor.workspaceId, mutation: request.mutation, key };
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${Object.values(id).join('\n')}, 0))`;
    const inputHash = createHash('sha256').update(canonical(request.input)).digest();
    const where = { workspaceId_mutation_key: id };
    const known = await tx.idempotencyKey.findUnique({ where });
    const createdAt = context.clock.now();
    if (known?.postId && createdAt.getTime() - known.createdAt.getTime() < keptForMs) {
      if (inputHash.equals(known.inputHash)) return { postId: known.postId, replayed: true } as const;
      throw reused(key);
    }
    const result = await write(tx);
    const data = { ...id, inputHash, postId: result.postId, createdAt };
    await tx.idempotencyKey.upsert({ where, create: data, update: data });
    return { ...result, replayed: false };
  });
}

/** The same input in the same words: fields in any order, what is null as if left out. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) => {
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    const fields = Object.entries(part).filter(([, field]) => field !== null && field !== undefined);
    return Object.fromEntries(fields.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function reused(key: string): Refusal {
  const message = `The idempotency key "${key}" came with another input before. Use a new key for a new request.`;
  return new Refusal([{ code: 'IDEMPOTENCY_KEY_REUSED', message, path: ['input', 'idempotencyKey'] }]);
}
