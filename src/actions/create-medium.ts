import type { Transaction } from '../database/prisma.ts';
import { newId } from '../domain/ids.ts';
import { fittingFilename } from '../media/filenames.ts';
import type { KeptFile } from '../media/take-in.ts';
import type { ActionContext } from './context.ts';

/** The id, where something refers to it already. */
type Named = { id?: string; filename: string; altText: string | null };

/** Makes a file that storage keeps a medium of the workspace's library. Nothing counts as media before. Answers its id. */
export async function createMedium(
  { database, actor }: Pick<ActionContext, 'actor'> & { database: Transaction },
  kept: KeptFile,
  { id = newId('Media'), filename, altText }: Named,
): Promise<string> {
  const name = fittingFilename(filename, kept.mimeType);
  await database.media.create({ data: { ...kept, id, workspaceId: actor.workspaceId, filename: name, altText } });
  return id;
}
