import pg from 'pg';
import { Prisma } from '../src/database/generated/client.ts';
import type { Database } from '../src/database/prisma.ts';
import { apiScopes } from '../src/domain/actor.ts';
import { pageOfMedia } from '../src/queries/page-of-media.ts';
import { pageOfPosts } from '../src/queries/page-of-posts.ts';
import type { PostFilter } from '../src/queries/post-filter.ts';
import { orderings, type PostOrder } from '../src/queries/post-order.ts';
import type { QueryContext } from '../src/queries/query-context.ts';
import { accountId, workspaceId } from './fill-workspace.ts';

/** The most buffers that a statement of each read touches, by what is read. */
export type Reads = Map<string, number>;

/** Filters of posts, each alone, with values that are common, uncommon or rare. */
function postFilters(to: Date): Record<string, PostFilter> {
  const from = new Date(to.getTime() - 24 * 60 * 60 * 1_000);
  return {
    'no filter': {},
    'status POSTED': { statuses: ['POSTED'] },
    'status FAILED or DRAFT': { statuses: ['FAILED', 'DRAFT'] },
    'type STORY': { types: ['STORY'] },
    'delivery FAILED': { deliveryStatuses: ['FAILED'] },
    'a channel': { networks: ['x'] },
    'an account': { accountIds: [accountId] },
    'created within a day': { createdFrom: from, createdTo: to },
    'scheduled within a day': { scheduledFrom: from, scheduledTo: to },
    'occurs within a day': { occursFrom: from, occursTo: to },
    'search, in all': { search: 'says what' },
    'search, in one of 20': { search: 'lighthouse' },
    'search, in one of 50,000': { search: 'zeppelin' },
  };
}

const page = { direction: 'forward', size: 20, after: null, before: null } as const;

/** Reads what the API offers, and has PostgreSQL count. */
export async function readsOf(databaseUrl: string): Promise<Reads> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const reads: Reads = new Map();
  const touched = async (read: (context: QueryContext) => Promise<unknown>) => {
    const counter = countBuffers(client);
    const actor = { workspaceId, apiKeyId: '', scopes: new Set(apiScopes) };
    await read({ database: counter.database, actor });
    return counter.most();
  };
  try {
    const latest = await client.query<{ at: Date }>('select max(created_at) as at from post');
    const filters = Object.entries(postFilters(latest.rows[0]?.at ?? new Date()));
    for (const order of Object.keys(orderings) as PostOrder[]) {
      const after = await middleOf(client, order);
      reads.set(
        `${order}, a middle page`,
        await touched((context) => pageOfPosts(context, { ...page, order, after, filter: {} })),
      );
      for (const [name, filter] of filters)
        reads.set(`${order}, ${name}`, await touched((context) => pageOfPosts(context, { ...page, order, filter })));
    }
    for (const [name, filter] of Object.entries({
      'no filter': {},
      VIDEO: { kinds: ['VIDEO'] },
      search: { search: 'picture' },
    } as const))
      reads.set(`media, ${name}`, await touched((context) => pageOfMedia(context, { ...page, filter })));
    return reads;
  } finally {
    await client.end();
  }
}

/** What queries take for the database: it explains each statement before it runs it. */
function countBuffers(client: pg.Client) {
  let most = 0;
  const $queryRaw = async (strings: TemplateStringsArray, ...given: unknown[]) => {
    const { text, values } = Prisma.sql(strings, ...given);
    const explained = await client.query(`explain (analyze, buffers, format json) ${text}`, values);
    const { Plan: plan } = explained.rows[0]['QUERY PLAN'][0];
    most = Math.max(most, plan['Shared Hit Blocks'] + plan['Shared Read Blocks']);
    return (await client.query(text, values)).rows;
  };
  return { database: { $queryRaw } as unknown as Database, most: () => most };
}

async function middleOf(client: pg.Client, order: PostOrder) {
  const { key, direction } = orderings[order];
  const { text, values } = Prisma.sql`
    select p.id, case when isfinite(${key}) then ${key} end as time from post p
    order by ${key} ${Prisma.raw(direction)}, p.id ${Prisma.raw(direction)} limit 1 offset (select count(*) / 2 from post)`;
  return (await client.query<{ id: string; time: Date | null }>(text, values)).rows[0] ?? null;
}
