import { setTimeout as delay } from 'node:timers/promises';
import type { StoppablePostgres } from '../test/support/stoppable-postgres.ts';
import type { KeptProcess } from './keep-process.ts';
import { createRandom, type Random } from './random.ts';

type Place = { sandboxUrl: string; workers: readonly KeptProcess[]; postgres: StoppablePostgres };
type Weather = { seed: number; lastsMs: number };

/** What went wrong on purpose. */
export type Damage = { kills: number; restarts: number; faults: Record<string, number> };

/** Kills, faults and restarts at random until it is stopped. Stopping it disarms the faults that hit nothing. */
export type Storm = { stop(): Promise<Damage> };

const faultNames = ['drop_after_accept', 'server_error', 'server_error_after_accept', 'rate_limited', 'slow'];

type Channel = { channel: string; operations: { name: string }[]; faults: string[] };
type Listing = { armed: { fault: string; times: number }[]; channels: Channel[] };

export function startStorm(place: Place, { seed, lastsMs }: Weather): Storm {
  const over = new AbortController();
  const damage: Damage = { kills: 0, restarts: 0, faults: {} };
  const faults = `${place.sandboxUrl}/_faults`;
  const list = async () => (await (await fetch(faults)).json()) as Listing;

  async function again(name: string, [from, to]: readonly [number, number], strike: Strike): Promise<void> {
    const random = createRandom(seed, name);
    const { signal } = over;
    while (!signal.aborted) {
      await delay(random.between(from, to), undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await strike(random);
    }
  }

  async function armFault(random: Random): Promise<void> {
    const { channels } = await list();
    const { channel, operations, faults: known } = random.pick(channels);
    const fault = random.pick(faultNames.filter((name) => known.includes(name)));
    const operation = random.between(0, 1) < 0.25 ? { operation: random.pick(operations).name } : {};
    const times = random.between(0, 1) < 0.8 ? 1 : 2;
    await fetch(faults, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ channel, fault, times, ...operation }),
    });
    damage.faults[fault] = (damage.faults[fault] ?? 0) + times;
  }

  async function killWorker(random: Random): Promise<void> {
    if (random.pick(place.workers).kill()) damage.kills += 1;
  }

  async function restartDatabase(): Promise<void> {
    await place.postgres.stop('immediate');
    await place.postgres.start();
    damage.restarts += 1;
  }

  const strikes = [
    again('faults', [100, 400], armFault),
    again('kills', [1_500, 6_000], killWorker),
    again('restarts', [lastsMs / 5, lastsMs / 3], restartDatabase),
  ];
  return {
    async stop() {
      over.abort();
      await Promise.all(strikes);
      for (const { fault, times } of (await list()).armed) damage.faults[fault] = (damage.faults[fault] ?? 0) - times;
      await fetch(faults, { method: 'DELETE' });
      return damage;
    },
  };
}

type Strike = (random: Random) => Promise<void>;
