import { z } from 'zod';
import { DAY } from '../limits.ts';
import type { World } from '../network.ts';
import { newUploadId } from './ids.ts';

const sessionSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  total: z.number(),
  mimeType: z.string(),
  video: z.unknown(),
  /** The chunks so far, as files of the sandbox. */
  chunks: z.array(z.string()),
  received: z.number(),
  videoId: z.string().nullable(),
  at: z.number(),
});
export type UploadSession = z.infer<typeof sessionSchema>;
export type Sessions = ReturnType<typeof openSessions>;

/** How long a session is known: a week, as far as is known. */
const LIFE_MS = 7 * DAY;

/** What is being uploaded to YouTube. */
export function openSessions({ store, now, files }: World) {
  const table = store.table('youtube/sessions', sessionSchema);
  const set = (session: UploadSession): UploadSession => {
    table.set(session.id, session);
    return session;
  };
  return {
    /** Of the account, and not over. */
    live: (id: string, accountId: string): UploadSession | undefined => {
      const session = table.get(id);
      const isLive = session?.accountId === accountId && now().getTime() - session.at < LIFE_MS;
      return isLive ? session : undefined;
    },
    begin: (facts: Pick<UploadSession, 'accountId' | 'total' | 'mimeType' | 'video'>): UploadSession =>
      set({ ...facts, id: newUploadId(), chunks: [], received: 0, videoId: null, at: now().getTime() }),
    append: (session: UploadSession, bytes: Buffer): UploadSession => {
      const chunks = [...session.chunks, files.put(bytes)];
      return set({ ...session, chunks, received: session.received + bytes.length });
    },
    bytesOf: ({ chunks }: UploadSession): Buffer =>
      Buffer.concat(chunks.map((key) => files.get(key) ?? Buffer.alloc(0))),
    finish: (session: UploadSession, videoId: string): UploadSession => set({ ...session, videoId }),
    clear: (): void => table.clear(),
  };
}
