import { median } from './figures.ts';
import { accountId, fillWorkspace } from './fill-workspace.ts';
import { startMeasured } from './measured-server.ts';
import { posternServer } from './read-servers.ts';
import { startBenchDatabase } from './start-bench-database.ts';

const rounds = 5;
const callsARound = 200;
const callsToWarmUp = 1_000;

const query = `mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id status } userErrors { message } } }`;

/** Posts that are created one after the other, some at once: how many a second, and the server's CPU for each. */
export async function write(): Promise<void> {
  await using database = await startBenchDatabase();
  await fillWorkspace(database.url, 1_000);
  const tomorrow = new Date(Date.now() + 24 * 60 * 60 * 1_000).toISOString();
  const inputs = {
    'a draft to one account': { accounts: [accountId], content: 'A draft.' },
    'a scheduled thread to five accounts': {
      accounts: ['x'],
      containers: [{ content: 'The first.' }, { content: 'The second.' }],
      scheduledAt: tomorrow,
    },
  };
  const lines: [string, object][] = [];
  for (const [name, input] of Object.entries(inputs)) lines.push([name, await figuresOf(database.url, input)]);
  console.log(
    `createPost, 8 at once: how many a second, and CPU of the server for each in milliseconds (median of ${rounds} rounds):`,
  );
  console.table(Object.fromEntries(lines));
}

async function figuresOf(databaseUrl: string, input: object) {
  const body = { query, variables: { input } };
  await using server = await startMeasured({ ...posternServer(databaseUrl), body });
  const { data } = (await server.ask()) as { data: { createPost: { userErrors: unknown[] } } };
  if (data.createPost.userErrors.length > 0) throw new Error(JSON.stringify(data.createPost.userErrors));
  await server.cpuOf(callsToWarmUp);
  const figures: { perSecond: number; cpu: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    const cpu = await server.cpuOf(callsARound);
    figures.push({ cpu, perSecond: (callsARound / (performance.now() - startedAt)) * 1_000 });
  }
  return {
    'a second': Math.round(median(figures.map(({ perSecond }) => perSecond))),
    cpu: Number(median(figures.map(({ cpu }) => cpu)).toFixed(2)),
  };
}
