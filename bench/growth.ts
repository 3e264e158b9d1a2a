import { median } from './figures.ts';
import { fillWorkspace } from './fill-workspace.ts';
import { type Reads, readsOf } from './growth-reads.ts';
import { startMeasured } from './measured-server.ts';
import { pageDocument } from './page.ts';
import { posternCommand } from './postern-command.ts';
import { startBenchDatabase } from './start-bench-database.ts';

const rounds = 5;
const requestsARound = 200;
const requestsToWarmUp = 2_000;

type Figures = { cpu: number; reads: Reads };

/**
 * The same reads at 1,000, 100,000 and 1,000,000 posts: CPU of the server for the page of 20 posts, and the buffers (8 kB) that PostgreSQL
 * touches for each statement, of the first page and one from the middle, in every order with every filter.
 */
export async function growth(args: readonly string[]): Promise<void> {
  const sizes = (args.length > 0 ? args : ['1000', '100000', '1000000']).map(Number);
  await using database = await startBenchDatabase();
  const figures: Figures[] = [];
  for (const [index, to] of sizes.entries()) {
    console.log(`Writing up to ${to} posts …`);
    await fillWorkspace(database.url, { from: sizes[index - 1] ?? 0, to });
    figures.push({ cpu: await cpuOf(database.url), reads: await readsOf(database.url) });
  }
  print(sizes, figures);
}

async function cpuOf(databaseUrl: string): Promise<number> {
  const command = posternCommand(databaseUrl);
  await using server = await startMeasured({
    name: 'postern',
    command,
    path: '/graphql',
    body: { query: pageDocument },
  });
  await server.cpuOf(requestsToWarmUp);
  const figures: number[] = [];
  for (let round = 0; round < rounds; round += 1) figures.push(await server.cpuOf(requestsARound));
  return median(figures);
}

function print(sizes: readonly number[], figures: readonly Figures[]): void {
  const first = figures[0];
  const last = figures.at(-1);
  if (first === undefined || last === undefined) return;
  const columns = (own: readonly number[]) =>
    Object.fromEntries(sizes.map((size, index) => [`${size} posts`, own[index]]));
  const times = (from = Number.NaN, to = Number.NaN) => Number((to / from).toFixed(2));
  console.log('CPU of the server per page of 20 posts, in milliseconds:');
  console.table([{ ...columns(figures.map(({ cpu }) => Number(cpu.toFixed(3)))), times: times(first.cpu, last.cpu) }]);
  console.log(
    'Buffers touched by a statement. As many posts come in a day at every size, and go the further back the more there are;',
    'what is rare is true of as many posts at every size, the oldest:',
  );
  const lines = [...first.reads.keys()].map((name) => {
    const own = figures.map(({ reads }) => reads.get(name)?.buffers ?? Number.NaN);
    return [name, { ...columns(own), times: times(own[0], own.at(-1)) }];
  });
  console.table(Object.fromEntries(lines));
}
