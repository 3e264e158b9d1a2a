import { fillWorkspace } from './fill-workspace.ts';
import { type Reads, readsOf } from './growth-reads.ts';
import { cpuIn, measureInTurns, type Round, timesIn } from './measure-in-turns.ts';
import type { ServerToMeasure } from './measured-server.ts';
import { posternServer } from './read-servers.ts';
import { startBenchDatabase } from './start-bench-database.ts';

/**
 * The same reads at 1,000, 100,000 and 1,000,000 posts: CPU of the server for the page of 20 posts, and the buffers (8 kB) that PostgreSQL
 * touches for each statement, of the first page and one from the middle, in every order with every filter.
 */
export async function growth(args: readonly string[]): Promise<void> {
  const sizes = (args.length > 0 ? args : ['1000', '100000', '1000000']).map(Number);
  await using opened = new AsyncDisposableStack();
  const servers: ServerToMeasure[] = [];
  const reads: Reads[] = [];
  for (const size of sizes) {
    const { url } = opened.use(await startBenchDatabase());
    console.log(`Writing ${size} posts …`);
    await fillWorkspace(url, size);
    reads.push(await readsOf(url));
    servers.push(posternServer(url, `${size} posts`));
  }
  const names = servers.map(({ name }) => name);
  printCpu(names, await measureInTurns(servers));
  printBuffers(names, reads);
}

function printCpu(names: readonly string[], rounds: readonly Round[]): void {
  console.log('CPU of the server per page of 20 posts, in milliseconds:');
  const columns = Object.fromEntries(names.map((name) => [name, cpuIn(rounds, name)]));
  console.table([{ ...columns, times: timesIn(rounds, names.at(-1) ?? '', names[0] ?? '') }]);
}

function printBuffers(names: readonly string[], reads: readonly Reads[]): void {
  console.log(
    'Buffers touched by a statement. As many posts come in a day at every size, and go the further back the more there are;',
    'what is rare is true of as many posts at every size, the oldest:',
  );
  const lines = [...(reads[0]?.keys() ?? [])].map((read) => {
    const own = reads.map((ofSize) => ofSize.get(read)?.buffers ?? Number.NaN);
    const columns = Object.fromEntries(names.map((name, index) => [name, own[index]]));
    const times = Number(((own.at(-1) ?? Number.NaN) / (own[0] ?? Number.NaN)).toFixed(2));
    return [read, { ...columns, times }];
  });
  console.table(Object.fromEntries(lines));
}
