import type { Database } from '../database/prisma.ts';

export type MediaFile = { contentHash: string; mimeType: string; kind: string };

/** The file behind a signed link, which stands for the actor. Deleted media are still shown by posts. */
export async function findMediaFile(database: Database, mediaId: string): Promise<MediaFile | null> {
  return database.media.findUnique({
    where: { id: mediaId },
    select: { contentHash: true, mimeType: true, kind: true },
  });
}
