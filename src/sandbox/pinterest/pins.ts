import { z } from 'zod';
import type { World } from '../network.ts';
import { newId } from './new-id.ts';

const pinSchema = z.object({
  id: z.string(),
  username: z.string(),
  boardId: z.string(),
  sectionId: z.string().nullable(),
  title: z.string().nullable(),
  /** Exactly what was sent. */
  description: z.string().nullable(),
  link: z.string().nullable(),
  altText: z.string().nullable(),
  dominantColor: z.string().nullable(),
  kind: z.enum(['image', 'video']),
  files: z.array(z.object({ key: z.string(), mimeType: z.string() })),
  /** Of a video: the second whose frame is the cover. */
  coverSecond: z.number().nullable(),
  at: z.number(),
});
export type Pin = z.infer<typeof pinSchema>;
export type Pins = ReturnType<typeof openPins>;

/** The pins of Pinterest. */
export function openPins({ store, now }: World) {
  const table = store.table('pinterest/pins', pinSchema);
  return {
    find: (id: string): Pin | undefined => table.get(id),
    all: (): Pin[] => table.rows(),
    add: (facts: Omit<Pin, 'id' | 'at'>): Pin => {
      const pin = { ...facts, id: newId(), at: now().getTime() };
      table.set(pin.id, pin);
      return pin;
    },
    remove: ({ id }: Pin): void => table.delete(id),
    clear: (): void => table.clear(),
  };
}
