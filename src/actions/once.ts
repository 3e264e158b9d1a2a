import { createHash } from 'node:crypto';
import type { Transaction } from '../database/prisma.ts';
import { Refusal } from '../domain/refusal.ts';
import type { ActionContext } from './context.ts';

/** A call that may come twice. */
export type Request = { mutation: string; key: string | null | undefined; input: object };

/** How long a key answers the same post. */
export const keptForMs = 86_400_000;

/** The post that an action wrote, and whether it did so at an earlier call. */
export type Written<Result> = Result & { replayed: boolean };
type Replayed = { postId: string; replayed: true };

/**
 * Runs a write in one transaction, once for an idempotency key: the same key with the same input answers the same post. Twins at the same
 * moment wait for the first; a refusal rolls its key back.
 * @throws Refusal IDEMPOTENCY_KEY_REUSED where the key came with another input.
 */
export async function once<Result extends { postId: string }>(
  context: Pick<ActionContext, 'actor' | 'database' | 'clock'>,
  request: Request,
  write: (tx: Transaction) => Promise<Result>,
): Promise<Written<Result> | Replayed> {
  return context.database.$transaction(async (tx) => {
    const id = idOf(context, request);
    if (id === null) return { ...(await write(tx)), replayed: false };
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${Object.values(id).join('\n')}, 0))`;
    const known = await earlier({ ...context, database: tx }, request);
    if (known !== null) return known;
    const result = await write(tx);
    const data = { ...id, inputHash: hashOf(request), postId: result.postId, createdAt: context.clock.now() };
    await tx.idempotencyKey.upsert({ where: { workspaceId_mutation_key: id }, create: data, update: data });
    return { ...result, replayed: false };
  });
}

/**
 * What an earlier call with the same key and input wrote, or null.
 * @throws Refusal IDEMPOTENCY_KEY_REUSED where the key came with another input.
 */
export async function earlier(
  { actor, database, clock }: Pick<ActionContext, 'actor' | 'clock'> & { database: Transaction },
  request: Request,
): Promise<Replayed | null> {
  const id = idOf({ actor }, request);
  if (id === null) return null;
  const known = await database.idempotencyKey.findUnique({ where: { workspaceId_mutation_key: id } });
  if (!known?.postId || clock.now().getTime() - known.createdAt.getTime() >= keptForMs) return null;
  if (!hashOf(request).equals(known.inputHash)) throw reused(id.key);
  return { postId: known.postId, replayed: true };
}

function idOf({ actor }: Pick<ActionContext, 'actor'>, { mutation, key }: Request) {
  return key === null || key === undefined ? null : { workspaceId: actor.workspaceId, mutation, key };
}

function hashOf({ input }: Request): Buffer<ArrayBuffer> {
  return createHash('sha256').update(canonical(input)).digest();
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
