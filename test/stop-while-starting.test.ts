import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase } from './support/database.ts';
import { killGroup, type NpmStart, npmStart } from './support/npm-start.ts';

let place: NpmStart;
beforeEach(async () => {
  place = await npmStart();
});
afterEach(() => place[Symbol.asyncDispose]());

describe('npm start, stopped before it has started', () => {
  const moments: [string, () => Promise<void>][] = [
    ['it listens', async () => expect((await fetch(`${place.url}/health`)).status).toBe(503)],
    [
      'PostgreSQL’s files are made',
      async () => expect((await readdir(place.postgresFolder)).join()).toMatch(/data-draft-\w+(,|$)/),
    ],
    ['PostgreSQL starts', async () => expect(await place.postgresPid()).not.toBeNull()],
  ];

  it.each(moments)(
    'while %s ends soon and cleanly',
    async (_moment, reached) => {
      const child = place.launch();
      await vi.waitFor(reached, { timeout: 30_000, interval: 5 });
      const stoppedAt = performance.now();
      killGroup(child.pid, 'SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
      expect(performance.now() - stoppedAt).toBeLessThan(10_000);
      expect(await place.postgresPid()).toBeNull();
      expect((await readdir(place.postgresFolder).catch(() => [])).filter((name) => name !== 'data')).toEqual([]);
      await expect(fetch(place.url)).rejects.toThrow();
    },
    60_000,
  );

  const databaseMoments: [string, (watching: pg.Client) => Promise<void>][] = [
    [
      'another process changes the database',
      async (watching) => {
        await watching.query('select pg_advisory_lock(72707369)');
        await vi.waitFor(async () => expect(await connections(watching)).toBe(1), { timeout: 30_000 });
      },
    ],
    [
      'the demo accounts are connected',
      async (watching) => {
        const keys = async () => (await watching.query('select 1 from api_key')).rowCount;
        await vi.waitFor(async () => expect(await keys()).toBe(1), { timeout: 30_000 });
      },
    ],
  ];

  async function connections(watching: pg.Client): Promise<number | null> {
    const others = "application_name = 'postern' and datname = current_database()";
    return (await watching.query(`select 1 from pg_stat_activity where ${others}`)).rowCount;
  }

  it.each(databaseMoments)(
    'while %s ends without waiting for it',
    async (_moment, reached) => {
      await using database = await createTestDatabase();
      const watching = new pg.Client({ connectionString: database.url });
      await watching.connect();
      Object.assign(place.environment, { DATABASE_URL: database.url, SANDBOX_LATENCY_MS: '600000' });
      const child = place.launch();
      await reached(watching);
      const stoppedAt = performance.now();
      killGroup(child.pid, 'SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
      expect(performance.now() - stoppedAt).toBeLessThan(5_000);
      await vi.waitFor(async () => expect(await connections(watching)).toBe(0));
      await watching.end();
    },
    60_000,
  );
});
