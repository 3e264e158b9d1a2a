import { chmod, cp, mkdir, mkdtemp, readdir, realpath, rename, rm, rmdir, stat, symlink } from 'node:fs/promises';
import path from 'node:path';

export type User = { uid: number; gid: number };
type Programs = { initdb: string; pg_ctl: string };

/** Where root keeps what another user has to reach, when its own place is closed to that user: root's alone to write. */
const sharedFolder = '/var/lib/postern';

/**
 * The folder, or, where the user cannot enter it (below /root, below a fresh `mktemp -d`), one of its own that a link in its place leads
 * to: PostgreSQL refuses to run as root, and its data has to lie where the user that it runs as gets in.
 */
export async function reachableFolder(folder: string, user: User): Promise<string> {
  const real = await realpath(folder);
  if (!(await isClosed(real, user))) return real;
  if ((await readdir(real)).length > 0) return real;
  const moved = await makeShared('data-');
  await rmdir(real);
  await symlink(moved, real).catch(async () => rm(moved, { recursive: true }));
  return realpath(folder);
}

/** The programs, or a copy of them that the user can run. */
export async function reachablePrograms(programs: Programs, user: User): Promise<Programs> {
  const bin = await realpath(path.dirname(programs.initdb));
  const { mode } = await stat(programs.initdb);
  if ((mode & 0o005) === 0o005 && !(await isClosed(bin, user))) return programs;
  const home = path.dirname(bin);
  const copy = path.join(sharedFolder, `programs-${await versionOf(home)}`);
  if (!(await exists(copy))) {
    const draft = await makeShared('draft-');
    await cp(home, draft, { recursive: true, verbatimSymlinks: true });
    await openToAll(draft);
    await rename(draft, copy).catch(() => rm(draft, { recursive: true }));
  }
  const inCopy = (program: string) => path.join(copy, path.relative(home, path.join(bin, path.basename(program))));
  return { initdb: inCopy(programs.initdb), pg_ctl: inCopy(programs.pg_ctl) };
}

/** Whether some folder on the way to this one lets the user not pass. */
async function isClosed(folder: string, user: User): Promise<boolean> {
  const above = path.dirname(folder);
  if (above !== folder && (await isClosed(above, user))) return true;
  const { mode, uid, gid } = await stat(folder);
  if (uid === user.uid) return (mode & 0o100) === 0;
  return (mode & (gid === user.gid ? 0o010 : 0o001)) === 0;
}

async function makeShared(prefix: string): Promise<string> {
  await mkdir(sharedFolder, { recursive: true, mode: 0o755 });
  const folder = await mkdtemp(path.join(sharedFolder, prefix));
  await chmod(folder, 0o755);
  return folder;
}

/** Under a strict umask npm makes files that their owner alone may use. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(file);
    else if (entry.isFile()) await chmod(file, (await stat(file)).mode & 0o100 ? 0o755 : 0o644);
  }
}

/** A copy serves the very package that it was made from: its files' size and time tell another apart. */
async function versionOf(home: string): Promise<string> {
  const { size, mtimeMs } = await stat(path.join(home, 'bin', 'postgres'));
  return `${size}-${Math.round(mtimeMs)}`;
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
