import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** Removes what broken-off uploads and dead processes left in a folder. What is still being written is younger. */
export async function sweepIncoming(folder: string, writtenBefore: Date): Promise<void> {
  for (const name of (await readdir(folder).catch(unlessMissing)) ?? []) {
    const file = path.join(folder, name);
    const found = await stat(file).catch(unlessMissing);
    if (found && found.mtime < writtenBefore) await rm(file, { force: true });
  }
}

function unlessMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
