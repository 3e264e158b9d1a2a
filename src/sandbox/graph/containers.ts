import { z } from 'zod';
import { DAY } from '../limits.ts';
import type { World } from '../network.ts';
import { createIds } from './ids.ts';

/** A medium as a container or a post shows it. */
export const containerMediumSchema = z.object({
  /** Of the sandbox's files. */
  key: z.string(),
  kind: z.enum(['image', 'gif', 'video']),
  mimeType: z.string(),
  altText: z.string().nullable(),
});
export type ContainerMedium = z.infer<typeof containerMediumSchema>;

const containerSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  /** What was said with it, by the network's own names. */
  said: z.record(z.string(), z.string()),
  media: z.array(containerMediumSchema),
  isItem: z.boolean(),
  at: z.iso.datetime(),
  readyAt: z.iso.datetime(),
  /** Why it comes to nothing, once it is worked on. */
  error: z.string().nullable(),
  publishedAt: z.iso.datetime().nullable(),
});
export type Container = z.infer<typeof containerSchema>;

export type ContainerState = 'IN_PROGRESS' | 'FINISHED' | 'PUBLISHED' | 'ERROR' | 'EXPIRED';

type NewContainer = Pick<Container, 'accountId' | 'said' | 'media' | 'isItem' | 'error'> & { processingMs: number };

export type Containers = ReturnType<typeof openContainers>;

/** What is made to be published: worked on for a time, published once, and expired after a day. */
export function openContainers({ store, now }: World, network: string) {
  const table = store.table(`${network}/containers`, containerSchema);
  const rows = table.rows();
  const nextId = createIds(
    now,
    rows.map(({ id }) => id),
  );
  return {
    /** The account's container of an id. */
    find: (id: string, accountId: string): Container | undefined => {
      const container = table.get(id);
      return container?.accountId === accountId ? container : undefined;
    },
    add: ({ processingMs, ...facts }: NewContainer): Container => {
      const at = now();
      const readyAt = new Date(at.getTime() + processingMs).toISOString();
      const container = { ...facts, id: nextId(), at: at.toISOString(), readyAt, publishedAt: null };
      table.set(container.id, container);
      return container;
    },
    stateOf: ({ at, readyAt, error, publishedAt }: Container): ContainerState => {
      if (publishedAt !== null) return 'PUBLISHED';
      if (now().getTime() - Date.parse(at) >= DAY) return 'EXPIRED';
      if (Date.parse(readyAt) > now().getTime()) return 'IN_PROGRESS';
      return error === null ? 'FINISHED' : 'ERROR';
    },
    publish: (container: Container): void =>
      table.set(container.id, { ...container, publishedAt: now().toISOString() }),
    /** What an account published in the last 24 hours, and has maybe deleted since. */
    publishedLately: (accountId: string): Container[] =>
      table
        .rows()
        .filter(
          (container) =>
            container.accountId === accountId && now().getTime() - Date.parse(container.publishedAt ?? '') < DAY,
        ),
    clear: (): void => table.clear(),
  };
}
