import { isDeepStrictEqual } from 'node:util';
import { fillWorkspace } from './fill-workspace.ts';
import { cpuIn, measureInTurns, processesOfEach, type Round, roundsOfEach, timesIn } from './measure-in-turns.ts';
import { type MeasuredServer, startMeasured } from './measured-server.ts';
import { pageOf } from './page-answer.ts';
import { readServers, requirePeers } from './read-servers.ts';
import { startBenchDatabase } from './start-bench-database.ts';
import { countStatements } from './statement-counter.ts';

/** The page of 20 posts from our server and from others, on the same data: CPU of the server's process per request, and statements. */
export async function read([posts = '20000', ...only]: readonly string[]): Promise<void> {
  requirePeers();
  await using database = await startBenchDatabase();
  console.log(`Writing ${posts} posts …`);
  await fillWorkspace(database.url, Number(posts));
  const wanted = (name: string) => only.length === 0 || only.includes(name);
  const statements = await statementsOfEach(database.url, wanted);
  const servers = readServers(database.url).filter(({ name }) => wanted(name));
  print(await measureInTurns(servers, compareAnswers), statements);
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

function print(rounds: readonly Round[], statements: ReadonlyMap<string, number>): void {
  const line = (name: string) => ({
    cpu: cpuIn(rounds, name),
    'times the floor': timesIn(rounds, name, 'floor'),
    'Postern ÷ it': timesIn(rounds, 'postern', name),
    statements: statements.get(name),
  });
  console.log(
    'CPU of the server per page of 20 posts, in milliseconds, and statements beside the key’s.',
    `Medians of ${roundsOfEach} rounds with each of ${processesOfEach} processes:`,
  );
  console.table(Object.fromEntries([...statements.keys()].map((name) => [name, line(name)])));
}
