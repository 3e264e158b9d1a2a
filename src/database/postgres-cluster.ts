import { randomBytes } from 'node:crypto';
import { access, mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedPostgresError, openPostgresTools, type PostgresTools, postgresUser } from './postgres-tools.ts';
import { reachableFolder } from './reachable.ts';

/** The files of one PostgreSQL. */
export type Cluster = { dataFolder: string; password: string; tools: PostgresTools };

const PASSWORD_FILE = 'postern-password';
const DRAFT = 'data-draft-';
const DRAFT_IS_OLD_MS = 600_000;

/** Opens the cluster in a folder, which is made where it is missing. */
export async function openCluster(givenFolder: string): Promise<Cluster> {
  // Others may pass it, so that a PostgreSQL that does not run as root reaches its data, which is its own alone.
  await mkdir(givenFolder, { recursive: true, mode: 0o711 });
  const user = await postgresUser(givenFolder);
  const folder = user === null ? await realpath(givenFolder) : await reachableFolder(givenFolder, user);
  const tools = await openPostgresTools(user);
  const dataFolder = path.join(folder, 'data');
  if (!(await exists(dataFolder))) await createCluster(folder, tools);
  return { dataFolder, password: await readPassword(dataFolder), tools };
}

async function readPassword(dataFolder: string): Promise<string> {
  try {
    return await readFile(path.join(dataFolder, PASSWORD_FILE), 'utf8');
  } catch (cause) {
    const sentence = `${dataFolder} is no database folder of Postern's that this user may read: it needs the file ${PASSWORD_FILE}.`;
    throw new EmbeddedPostgresError(sentence, { cause });
  }
}

/** Made aside and moved into place whole, so that of two at the same moment one wins, and a killed one leaves nothing half made. */
async function createCluster(folder: string, tools: PostgresTools): Promise<void> {
  await removeOldDrafts(folder);
  const draft = await mkdtemp(path.join(folder, DRAFT));
  const passwordFile = `${draft}.password`;
  try {
    await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
    await tools.give(draft);
    await tools.give(passwordFile);
    await initialise(draft, passwordFile, tools);
    await rename(passwordFile, path.join(draft, PASSWORD_FILE));
    await rename(draft, path.join(folder, 'data'));
  } catch (error) {
    if (!(await exists(path.join(folder, 'data')))) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
  }
}

async function initialise(draft: string, passwordFile: string, tools: PostgresTools): Promise<void> {
  // Without the locale options the encoding and the lengths of texts depend on the machine.
  const { succeeded, output } = await tools.run('initdb', [
    `--pgdata=${draft}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ]);
  if (!succeeded) throw new EmbeddedPostgresError(`PostgreSQL's files could not be made. It said:\n${output}`);
}

async function removeOldDrafts(folder: string): Promise<void> {
  const drafts = (await readdir(folder))
    .filter((name) => name.startsWith(DRAFT))
    .map((name) => path.join(folder, name));
  for (const draft of drafts) {
    const age = Date.now() - ((await stat(draft).catch(() => null))?.mtimeMs ?? Date.now());
    if (age > DRAFT_IS_OLD_MS) await rm(draft, { recursive: true, force: true });
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
