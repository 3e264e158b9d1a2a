import { z } from 'zod';
import { HOUR } from '../limits.ts';
import type { World } from '../network.ts';

const statusSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  text: z.string(),
  spoilerText: z.string(),
  sensitive: z.boolean(),
  visibility: z.enum(['public', 'unlisted', 'private', 'direct']),
  language: z.string().nullable(),
  mediaIds: z.array(z.string()).default([]),
  inReplyToId: z.string().nullable(),
  at: z.iso.datetime(),
});
export type Status = z.infer<typeof statusSchema>;

const scheduledSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  scheduledAt: z.iso.datetime(),
  params: z.record(z.string(), z.unknown()),
});
export type Scheduled = z.infer<typeof scheduledSchema>;

const keySchema = z.object({ statusId: z.string(), until: z.number() });
const KEY_LIFE_MS = HOUR;

export type Statuses = ReturnType<typeof openStatuses>;

/** The statuses of an instance, and what it remembers of idempotency keys. */
export function openStatuses({ store, now }: World) {
  const statuses = store.table('mastodon/statuses', statusSchema);
  const scheduled = store.table('mastodon/scheduled', scheduledSchema);
  const keys = store.table('mastodon/keys', keySchema);
  let lastId = [...statuses.rows(), ...scheduled.rows()].reduce(
    (last, { id }) => (BigInt(id) > last ? BigInt(id) : last),
    0n,
  );

  const byAccount = new Map<string, Status[]>();
  const replies = new Map<string, number>();
  const count = (status: Status, by: 1 | -1): void => {
    const { inReplyToId } = status;
    if (inReplyToId !== null) replies.set(inReplyToId, (replies.get(inReplyToId) ?? 0) + by);
  };
  const index = (status: Status): void => {
    const own = byAccount.get(status.accountId) ?? [];
    byAccount.set(status.accountId, own);
    own.push(status);
    count(status, 1);
  };
  for (const status of statuses.rows()) index(status);

  return {
    find: (id: string): Status | undefined => statuses.get(id),
    all: (): Status[] => statuses.rows(),
    /** Oldest first. */
    ofAccount: (accountId: string): readonly Status[] => byAccount.get(accountId) ?? [],
    countReplies: (id: string): number => replies.get(id) ?? 0,
    save: (status: Status): void => {
      statuses.set(status.id, status);
      index(status);
    },
    remove: (status: Status): void => {
      statuses.delete(status.id);
      const own = byAccount.get(status.accountId) ?? [];
      byAccount.set(
        status.accountId,
        own.filter(({ id }) => id !== status.id),
      );
      count(status, -1);
    },
    findScheduled: (id: string): Scheduled | undefined => scheduled.get(id),
    saveScheduled: (row: Scheduled): void => scheduled.set(row.id, row),
    /** An id as the real server makes them: milliseconds, and 16 bits to tell the rest apart. */
    nextId: (): string => {
      const fromTime = BigInt(now().getTime()) << 16n;
      lastId = fromTime > lastId ? fromTime : lastId + 1n;
      return String(lastId);
    },
    /** What the account's idempotency key stands for, within an hour of its first use. */
    rememberedBy: (accountId: string, key: string): string | undefined => {
      const row = keys.get(`${accountId} ${key}`);
      return row === undefined || row.until <= now().getTime() ? undefined : row.statusId;
    },
    remember: ({ accountId, key, id }: { accountId: string; key: string; id: string }): void => {
      keys.set(`${accountId} ${key}`, { statusId: id, until: now().getTime() + KEY_LIFE_MS });
    },
    clear: (): void => {
      byAccount.clear();
      replies.clear();
      statuses.clear();
      scheduled.clear();
      keys.clear();
    },
  };
}
