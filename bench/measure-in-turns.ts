import { median } from './figures.ts';
import { type MeasuredServer, type ServerToMeasure, startMeasured } from './measured-server.ts';

/** CPU of each server per request, in milliseconds, by its name. */
export type Round = ReadonlyMap<string, number>;

/** One process of the same code differs from another by a tenth. */
export const processesOfEach = 3;
export const roundsOfEach = 15;
/** V8 goes on optimising for so long. */
const requestsToWarmUp = 3_000;
const requestsARound = 200;
/** Who was idle connects to the database again, and finds the processor's caches full of others. */
const requestsToWakeUp = 50;

/** Measures servers round by round, so that whatever else the machine does meets all alike. `check` is called before with each set of them. */
export async function measureInTurns(
  toMeasure: readonly ServerToMeasure[],
  check: (servers: readonly MeasuredServer[]) => Promise<void> = async () => {},
): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let times = 0; times < processesOfEach; times += 1) {
    await using opened = new AsyncDisposableStack();
    const servers: MeasuredServer[] = [];
    for (const server of toMeasure) servers.push(opened.use(await startMeasured(server)));
    await check(servers);
    for (const server of servers) await server.cpuOf(requestsToWarmUp);
    for (let round = 0; round < roundsOfEach; round += 1) rounds.push(await roundOf(servers));
  }
  return rounds;
}

async function roundOf(servers: readonly MeasuredServer[]): Promise<Round> {
  const cpu = new Map<string, number>();
  for (const server of servers) {
    await server.cpuOf(requestsToWakeUp);
    cpu.set(server.name, await server.cpuOf(requestsARound));
  }
  return cpu;
}

/** The median of a server's CPU in each round. */
export function cpuIn(rounds: readonly Round[], name: string): number {
  return Number(median(rounds.map((cpu) => cpu.get(name) ?? Number.NaN)).toFixed(3));
}

/** The median of how many times another's CPU a server took in each round. */
export function timesIn(rounds: readonly Round[], name: string, another: string): number {
  const times = rounds.map((cpu) => (cpu.get(name) ?? Number.NaN) / (cpu.get(another) ?? Number.NaN));
  return Number(median(times).toFixed(2));
}
