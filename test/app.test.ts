import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { killGroup, type NpmStart, npmStart, npmStartKey } from './support/npm-start.ts';

let place: NpmStart;
beforeEach(async () => {
  place = await npmStart();
});
afterEach(() => place[Symbol.asyncDispose]());

async function call<Data>(query: string): Promise<Data> {
  const response = await fetch(`${place.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${npmStartKey}` },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

const published = async () =>
  (await (await fetch(`${place.sandboxUrl}/_published`)).json()) as { text: string; at: string }[];

describe('npm start', () => {
  it('publishes a scheduled post once, at its time, though everything was killed before', async () => {
    const first = await place.start();
    const scheduledAt = new Date(Date.now() + 5_000);
    await call(
      `mutation { createPost(input: { accounts: ["bluesky", "mastodon"], content: "on time", scheduledAt: "${scheduledAt.toISOString()}" }) { post { id } } }`,
    );
    await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(scheduledAt.getTime() - 2_000), { timeout: 10_000 });
    killGroup(first.pid, 'SIGKILL');
    await once(first, 'exit');
    await place.start();
    const dueAt = Math.max(Date.now(), scheduledAt.getTime());
    await vi.waitFor(async () => expect(await published()).toHaveLength(2), { timeout: 10_000, interval: 50 });
    for (const { at } of await published()) {
      expect(Date.parse(at)).toBeGreaterThanOrEqual(scheduledAt.getTime());
      expect(Date.parse(at)).toBeLessThan(dueAt + 2_000);
    }
  }, 60_000);

  it.each([
    ['npm', (pid: number) => process.kill(pid, 'SIGTERM')],
    ['the process group', (pid: number) => killGroup(pid, 'SIGTERM')],
    ['a terminal’s Ctrl-C', (pid: number) => killGroup(pid, 'SIGINT')],
  ])(
    'stopped by %s finishes what it publishes, and leaves no process behind',
    async (_who, stop) => {
      place.environment.SANDBOX_LATENCY_MS = '700';
      const child = await place.start();
      await call(
        'mutation { createPost(input: { accounts: ["mastodon"], content: "finished", publish: true }) { post { id } } }',
      );
      await vi.waitFor(
        async () =>
          expect(await call('{ posts(first: 1) { nodes { deliveries { status } } } }')).toEqual({
            posts: { nodes: [{ deliveries: [{ status: 'PUBLISHING' }] }] },
          }),
        {
          timeout: 5_000,
          interval: 20,
        },
      );
      const stoppedAt = Date.now();
      stop(child.pid ?? 0);
      await once(child, 'exit');
      await vi.waitFor(async () => expect(await place.postgresPid()).toBeNull(), { timeout: 10_000 });
      expect(Date.now() - stoppedAt).toBeLessThan(10_000);
      await place.start();
      const done = { status: 'POSTED', deliveries: [{ attempts: [{ outcome: 'SUCCEEDED' }] }] };
      const query = '{ posts(first: 1) { nodes { status deliveries { attempts { outcome } } } } }';
      await vi.waitFor(async () => expect(await call(query)).toEqual({ posts: { nodes: [done] } }), {
        timeout: 10_000,
      });
      expect(await published()).toHaveLength(1);
    },
    60_000,
  );
});
