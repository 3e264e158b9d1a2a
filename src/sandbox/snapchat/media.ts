import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { DAY } from '../limits.ts';
import type { World } from '../network.ts';

const mediumSchema = z.object({
  id: z.string(),
  profileId: z.string(),
  type: z.enum(['IMAGE', 'VIDEO']),
  name: z.string(),
  key: z.string(),
  iv: z.string(),
  /** Encrypted, as files of the sandbox. */
  parts: z.array(z.object({ number: z.number(), key: z.string() })),
  createdAt: z.number(),
  finalizedAt: z.number().nullable(),
  /** Decrypted, as a file of the sandbox; null where it could not be. */
  file: z.object({ key: z.string(), mimeType: z.string(), durationMs: z.number().nullable() }).nullable(),
  /** What is wrong with the file, as processing finds it. */
  problem: z.string().nullable(),
  postedAt: z.number().nullable(),
});
export type Medium = z.infer<typeof mediumSchema>;
export type Media = ReturnType<typeof openMedia>;

type Fresh = Pick<Medium, 'profileId' | 'type' | 'name' | 'key' | 'iv'>;

/** The containers of media. */
export function openMedia({ store, now }: World) {
  const table = store.table('snapchat/media', mediumSchema);
  const set = (medium: Medium): Medium => {
    table.set(medium.id, medium);
    return medium;
  };
  const nothing = { parts: [], finalizedAt: null, file: null, problem: null, postedAt: null };
  return {
    find: (id: string): Medium | undefined => table.get(id),
    create: (fresh: Fresh): Medium => set({ ...nothing, ...fresh, id: randomUUID(), createdAt: now().getTime() }),
    change: (medium: Medium, changes: Partial<Medium>): Medium => set({ ...medium, ...changes }),
    /** https://developers.snap.com/api/marketing-api/Public-Profile-API/ProfileAssetManagement#create-media: kept for 24 hours. */
    isOver: ({ createdAt }: Medium): boolean => now().getTime() - createdAt >= DAY,
    clear: (): void => table.clear(),
  };
}
