import { fillWorkspace } from './fill-workspace.ts';
import { largestDocuments } from './largest-documents.ts';
import { startMeasured } from './measured-server.ts';
import { pageDocument } from './page.ts';
import { posternCommand } from './postern-command.ts';
import { startBenchDatabase } from './start-bench-database.ts';

const pagesBefore = 2_000;
const rounds = 3;

/** What different documents of the largest size leave in the memory of a server that has been busy before. */
export async function documents([count = '1000']: readonly string[]): Promise<void> {
  await using database = await startBenchDatabase();
  await fillWorkspace(database.url, { from: 0, to: 1_000 });
  const command = posternCommand(database.url);
  const page = { query: pageDocument };
  await using server = await startMeasured({ name: 'postern', command, path: '/graphql', body: page });
  await server.cpuOf(pagesBefore);
  const figures = [await residentOf(server)];
  for (let round = 0; round < rounds; round += 1) {
    for (const query of largestDocuments(Number(count), `Round${round}x`)) await server.send({ query });
    figures.push(await residentOf(server));
  }
  console.log(
    `Resident memory of the server, in MB, after ${pagesBefore} pages, and after each ${count} largest documents:`,
  );
  console.table([figures.map((bytes) => Math.round(bytes / 1_000_000))]);
}

async function residentOf(server: { memory(): Promise<NodeJS.MemoryUsage> }): Promise<number> {
  return (await server.memory()).rss;
}
