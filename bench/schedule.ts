import { cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { spread } from './figures.ts';
import { eachOf, startGateway } from './gateway.ts';
import { type Networks, playNetworks } from './play-networks.ts';

const latencyMs = 300;

/** Long enough for the first calls of all to have left, where it is not asked for what arrived: that takes of the two cores as well. */
const quietMs = 3_000;

/** Deliveries that are due in one second, each to an account of its own: how late their first calls reach the network. */
export async function schedule([count = '1000']: readonly string[]): Promise<void> {
  using networks = await playNetworks(latencyMs);
  await using gateway = await startGateway({ sandboxUrl: networks.url });
  const names = Array.from({ length: Number(count) }, (_, index) => `person${index}`);
  console.log(`Connecting ${count} accounts and scheduling a post for each …`);
  await eachOf(names, 16, (name) => connect(gateway, networks.url, name));
  const leadMs = 10_000 + names.length * 40;
  const first = Date.now() + leadMs;
  const dueAt = new Map(names.map((name, index) => [name, first + Math.floor((index / names.length) * 1000)]));
  await eachOf(names, 16, (name) => schedulePost(gateway, name, new Date(dueAt.get(name) ?? 0)));
  if (Date.now() > first) throw new Error('Scheduling took longer than was left for it.');
  await delay(Math.max(0, first - Date.now()));
  const before = await cpuOf(networks);
  await delay(1_000 + quietMs);
  const after = await cpuOf(networks);
  const arrived = await allArrived(networks.url, names.length);
  const lateness = arrived.map(({ text, atMs }) => atMs - latencyMs / 2 - (dueAt.get(text) ?? 0));
  console.log('due → first call leaves for the network, in milliseconds:');
  console.table([spread(lateness.map((ms) => Math.max(0, ms)))]);
  console.log(
    `CPU from the first due time until ${quietMs / 1000} s after the last, on ${cpus().length} cores, in milliseconds a delivery. Others: PostgreSQL, and whatever else runs here.`,
  );
  const each = (of: keyof Cpu) => Number(((after[of] - before[of]) / names.length).toFixed(2));
  const [postern, sandbox, machine] = [each('postern'), each('sandbox'), each('machine')];
  console.table([{ postern, sandbox, others: Number((machine - postern - sandbox).toFixed(2)) }]);
}

/** What CPU has been used so far, in milliseconds. */
type Cpu = { postern: number; sandbox: number; machine: number };

async function cpuOf(networks: Networks): Promise<Cpu> {
  const { user, system } = process.cpuUsage();
  const machine = cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  return { postern: (user + system) / 1000, sandbox: await networks.cpuMs(), machine };
}

type Gateway = Awaited<ReturnType<typeof startGateway>>;

async function connect(gateway: Gateway, sandboxUrl: string, name: string): Promise<void> {
  const input = { mastodon: { server: `${sandboxUrl}/mastodon`, accessToken: `sandbox-token-${name}` } };
  await gateway.graphql(
    'mutation ($input: ConnectAccountInput!) { connectAccount(input: $input) { userErrors { message } } }',
    { input },
  );
}

async function schedulePost(gateway: Gateway, name: string, scheduledAt: Date): Promise<void> {
  const input = { accounts: [name], content: name, scheduledAt };
  const { createPost } = await gateway.graphql<{ createPost: { userErrors: { message: string }[] } }>(
    'mutation ($input: CreatePostInput!) { createPost(input: $input) { userErrors { message } } }',
    { input },
  );
  if (createPost.userErrors.length > 0) throw new Error(createPost.userErrors[0]?.message);
}

type Seen = { operation: string; at: string; body: { status?: string } };

/** What the network got, once it has got all of it. */
async function allArrived(sandboxUrl: string, count: number): Promise<{ text: string; atMs: number }[]> {
  for (let tries = 0; tries < 120; tries += 1) {
    const seen = (await (await fetch(`${sandboxUrl}/_requests?channel=mastodon`)).json()) as Seen[];
    const posts = seen.filter(({ operation }) => operation === 'POST /api/v1/statuses');
    if (posts.length >= count) return posts.map(({ at, body }) => ({ text: body.status ?? '', atMs: Date.parse(at) }));
    await delay(500);
  }
  throw new Error('Not everything arrived within a minute.');
}
