import { isDeepStrictEqual } from 'node:util';
import { median } from './figures.ts';
import { fillWorkspace } from './fill-workspace.ts';
import { type MeasuredServer, type ServerToMeasure, startMeasured } from './measured-server.ts';
import { pageOf } from './page-answer.ts';
import { readServers, requirePeers } from './read-servers.ts';
import { startBenchDatabase } from './start-bench-database.ts';
import { countStatements } from './statement-counter.ts';

/** One process of the same code differs from another by a tenth. */
const processesOfEach = 3;
const rounds = 15;
/** V8 goes on optimising for so long. */
const requestsToWarmUp = 3_000;
const requestsARound = 200;
/** Who was idle connects to the database again, and finds the processor's caches full of others. */
const requestsToWakeUp = 50;

/** The page of 20 posts from our server and from others, on the same data: CPU of the server's process per request, and statements. */
export async function read([posts = '20000', ...only]: readonly string[]): Promise<void> {
  requirePeers();
  await using database = await startBenchDatabase();
  console.log(`Writing ${posts} posts …`);
  await fillWorkspace(database.url, { from: 0, to: Number(posts) });
  const wanted = (name: string) => only.length === 0 || only.includes(name);
  const statements = await statementsOfEach(database.url, wanted);
  const figures: Round[] = [];
  for (let times = 0; times < processesOfEach; times += 1)
    figures.push(...(await measure(readServers(database.url).filter(({ name }) => wanted(name)))));
  print(figures, statements);
}

/** Each behind a counter, one after the other. What else a server asks its database meanwhile is left out by taking the least. */
async function statementsOfEach(databaseUrl: string, wanted: (name: string) => boolean): Promise<Map<string, number>> {
  await using counter = await countStatements(databaseUrl);
  const statements = new Map<string, number>();
  for (const toMeasure of readServers(counter.databaseUrl).filter(({ name }) => wanted(name))) {
    await using server = await startMeasured(toMeasure);
    const counts: number[] = [];
    for (let times = 0; times < 5; times += 1) {
      const before = counter.count();
      await server.ask();
      counts.push(counter.count() - before);
    }
    statements.set(toMeasure.name, Math.min(...counts) - 1);
  }
  return statements;
}

async function compareAnswers(servers: readonly MeasuredServer[]): Promise<void> {
  const [first, ...others] = await Promise.all(servers.map(async ({ ask }) => pageOf(await ask())));
  const differing = servers.slice(1).filter((_server, index) => !isDeepStrictEqual(others[index], first));
  if (differing.length === 0) return;
  throw new Error(`Answers differ from ${servers[0]?.name}’s: ${differing.map(({ name }) => name).join(', ')}.`);
}

/** CPU by server. */
type Round = ReadonlyMap<string, number>;

/** Interleaved, so that whatever else the machine does meets all alike. */
async function measure(toMeasure: readonly ServerToMeasure[]): Promise<Round[]> {
  await using opened = new AsyncDisposableStack();
  const servers: MeasuredServer[] = [];
  for (const server of toMeasure) servers.push(opened.use(await startMeasured(server)));
  await compareAnswers(servers);
  for (const server of servers) await server.cpuOf(requestsToWarmUp);
  const figures: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const cpu = new Map<string, number>();
    for (const server of servers) {
      await server.cpuOf(requestsToWakeUp);
      cpu.set(server.name, await server.cpuOf(requestsARound));
    }
    figures.push(cpu);
  }
  return figures;
}

function print(figures: readonly Round[], statements: ReadonlyMap<string, number>): void {
  const names = [...(figures[0]?.keys() ?? [])];
  const medianOf = (figure: (cpu: (name: string) => number) => number, digits: number) =>
    Number(median(figures.map((round) => figure((name) => round.get(name) ?? Number.NaN))).toFixed(digits));
  const line = (name: string) => ({
    cpu: medianOf((cpu) => cpu(name), 3),
    'times the floor': medianOf((cpu) => cpu(name) / cpu('floor'), 2),
    'Postern ÷ it': medianOf((cpu) => cpu('postern') / cpu(name), 2),
    statements: statements.get(name),
  });
  console.log(
    `CPU of the server per page of 20 posts, in milliseconds, and statements beside the key’s. Medians of ${rounds} rounds with each of ${processesOfEach} processes:`,
  );
  console.table(Object.fromEntries(names.map((name) => [name, line(name)])));
}
