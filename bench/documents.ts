import { fillWorkspace } from './fill-workspace.ts';
import { largestDocuments } from './largest-documents.ts';
import { startMeasured } from './measured-server.ts';
import { posternServer } from './read-servers.ts';
import { startBenchDatabase } from './start-bench-database.ts';

const pagesBefore = 2_000;
const rounds = 3;

/** What different documents of the largest size leave in the memory of a server that has been busy before, for each kind of them. */
export async function documents([count = '1000']: readonly string[]): Promise<void> {
  await using database = await startBenchDatabase();
  await fillWorkspace(database.url, 1_000);
  const lines: Record<string, number[]> = {};
  for (const [kind, documentOf] of Object.entries(largestDocuments))
    lines[kind] = await residentAfter(database.url, documentOf, Number(count));
  console.log(`Resident memory of the server in MB: after ${pagesBefore} pages, and after each ${count} documents:`);
  console.table(lines);
}

async function residentAfter(databaseUrl: string, documentOf: (name: string) => string, count: number) {
  await using server = await startMeasured(posternServer(databaseUrl));
  const resident = async () => Math.round((await server.memory()).rss / 1_000_000);
  await server.cpuOf(pagesBefore);
  const figures = [await resident()];
  for (let round = 0; round < rounds; round += 1) {
    for (let at = 0; at < count; at += 1) await server.send({ query: documentOf(`Q${round}x${at}`) });
    figures.push(await resident());
  }
  return figures;
}
