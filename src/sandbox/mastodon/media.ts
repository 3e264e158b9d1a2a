import { z } from 'zod';
import { DAY } from '../limits.ts';
import type { World } from '../network.ts';

const mediumSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  /** Of the sandbox's files. */
  key: z.string(),
  kind: z.enum(['image', 'gif', 'video']),
  mimeType: z.string(),
  description: z.string().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  at: z.iso.datetime(),
  readyAt: z.iso.datetime(),
  statusId: z.string().nullable(),
});
export type Medium = z.infer<typeof mediumSchema>;

export type Media = ReturnType<typeof openMedia>;

/** The media of an instance. What no status shows is deleted after a day. */
export function openMedia({ store, now }: World) {
  const table = store.table('mastodon/media', mediumSchema);
  return {
    save: (medium: Medium): void => table.set(medium.id, medium),
    /** The account's medium that no status shows yet. */
    unattached: (id: string, accountId: string): Medium | undefined => {
      const medium = table.get(id);
      if (medium === undefined || medium.accountId !== accountId || medium.statusId !== null) return undefined;
      return now().getTime() - Date.parse(medium.at) < DAY ? medium : undefined;
    },
    isReady: ({ readyAt }: Medium): boolean => Date.parse(readyAt) <= now().getTime(),
    attach: (ids: readonly string[], statusId: string): void => {
      for (const id of ids) {
        const medium = table.get(id);
        if (medium !== undefined) table.set(id, { ...medium, statusId });
      }
    },
    /** In the order of the ids. */
    shown: (ids: readonly string[]): Medium[] => ids.flatMap((id) => table.get(id) ?? []),
    remove: (ids: readonly string[]): void => {
      for (const id of ids) table.delete(id);
    },
    clear: (): void => table.clear(),
  };
}
