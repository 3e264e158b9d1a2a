import pg from 'pg';
import { Prisma } from '../src/database/generated/client.ts';
import type { Database } from '../src/database/prisma.ts';
import { apiScopes } from '../src/domain/actor.ts';
import { firstPosts } from '../src/queries/first-posts.ts';
import { pageOfMedia } from '../src/queries/page-of-media.ts';
import { pageOfPosts } from '../src/queries/page-of-posts.ts';
import type { PageRequest } from '../src/queries/page-request.ts';
import type { PostPlace } from '../src/queries/post-cursor.ts';
import type { PostFilter } from '../src/queries/post-filter.ts';
import { orderings, type PostOrder } from '../src/queries/post-order.ts';
import type { QueryContext } from '../src/queries/query-context.ts';
import { accountId, formerAccountId, workspaceId } from './fill-workspace.ts';

/** The most buffers that a statement touches, and the most rows that it reads of one table or index. */
type Touched = { buffers: number; rows: number };

/** By what is read. */
export type Reads = Map<string, Touched>;

/** As many posts come in within it whatever the size, and fewer than the smallest has. */
const rangeHours = 6;

/** Filters of posts, with values that are common, uncommon, of few posts that are all old, or of none. */
export function postFilters(to: Date): Record<string, PostFilter> {
  const from = new Date(to.getTime() - rangeHours * 60 * 60 * 1_000);
  return {
    'no filter': {},
    'status POSTED': { statuses: ['POSTED'] },
    'status FAILED or DRAFT': { statuses: ['FAILED', 'DRAFT'] },
    'status of none': { statuses: ['PUBLISHING'] },
    'type STORY': { types: ['STORY'] },
    'delivery FAILED': { deliveryStatuses: ['FAILED'] },
    'delivery UNKNOWN, of 5 old': { deliveryStatuses: ['UNKNOWN'] },
    'a channel': { networks: ['x'] },
    'a channel of none': { networks: ['tiktok'] },
    'an account': { accountIds: [accountId] },
    'an account of 20 old': { accountIds: [formerAccountId] },
    'created within hours': { createdFrom: from, createdTo: to },
    'scheduled within hours': { scheduledFrom: from, scheduledTo: to },
    'occurs within hours': { occursFrom: from, occursTo: to },
    'search, in all': { search: 'says what' },
    'search, in one of 20': { search: 'lighthouse' },
    'search, in 20 old': { search: 'zeppelin' },
    'search, in none': { search: 'Nobody says it' },
    'an account within hours': { accountIds: [accountId], createdFrom: from, createdTo: to },
    'much together': {
      ...{ search: 'lighthouse', statuses: ['POSTED'], types: ['POST'], deliveryStatuses: ['POSTED'] },
      ...{ createdFrom: from, createdTo: to },
    },
  };
}

const page = { direction: 'forward', size: 20, after: null, before: null } as const;
/** From the middle on, half as many: of 1,000 posts there are no more that pass. */
const halfPage = { ...page, size: 8 };

/** Reads what the API offers, and has PostgreSQL count. */
export async function readsOf(databaseUrl: string): Promise<Reads> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const reads: Reads = new Map();
  const touched = async (read: (context: QueryContext) => Promise<unknown>) => {
    const counter = countTouched(client);
    const actor = { workspaceId, apiKeyId: '', scopes: new Set(apiScopes) };
    await read({ database: counter.database, actor });
    return counter.most();
  };
  try {
    const latest = await client.query<{ at: Date }>('select max(created_at) as at from post');
    const filters = Object.entries(postFilters(latest.rows[0]?.at ?? new Date()));
    for (const order of Object.keys(orderings) as PostOrder[]) {
      for (const [name, filter] of filters) {
        const read = (of: PageRequest<PostPlace>) =>
          touched((context) => pageOfPosts(context, { ...of, order, filter }));
        reads.set(`${order}, ${name}`, await read(page));
        const after = await middleOf(client, order, filter);
        if (after !== null) reads.set(`${order}, ${name}, from the middle`, await read({ ...halfPage, after }));
      }
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

/** What queries take for the database: it explains each statement, and answers nothing. */
function countTouched(client: pg.Client) {
  const most = { buffers: 0, rows: 0 };
  const $queryRaw = async (asked: TemplateStringsArray | Prisma.Sql, ...given: unknown[]) => {
    const { text, values } = asked instanceof Prisma.Sql ? asked : Prisma.sql(asked, ...given);
    const explained = await client.query(`explain (analyze, buffers, timing off, format json) ${text}`, values);
    const plan: Plan = explained.rows[0]['QUERY PLAN'][0].Plan;
    most.buffers = Math.max(most.buffers, plan['Shared Hit Blocks'] + plan['Shared Read Blocks']);
    most.rows = Math.max(most.rows, mostRowsOf(plan));
    return [];
  };
  return { database: { $queryRaw } as unknown as Database, most: () => most };
}

type Plan = {
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
};

function mostRowsOf(plan: Plan): number {
  const scans = plan['Relation Name'] !== undefined || plan['Index Name'] !== undefined;
  const rows = (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'];
  return Math.max(scans ? rows : 0, ...(plan.Plans ?? []).map(mostRowsOf));
}

/** The first post that passes, in the second half of an order; null where there is none. */
async function middleOf(client: pg.Client, order: PostOrder, filter: PostFilter): Promise<PostPlace | null> {
  const { key, direction } = orderings[order];
  const way = Prisma.raw(direction);
  const time = Prisma.sql`case when isfinite(p.key) then p.key end as time`;
  const half = await first(
    client,
    Prisma.sql`
      select p.id, ${time} from (select p.id, ${key} as key from post p order by ${key} ${way}, p.id ${way}
        limit 1 offset (select count(*) / 2 from post)) p`,
  );
  if (half === null) return null;
  const bounds = [{ sign: direction === 'asc' ? '>' : '<', place: half } as const];
  const list = { workspaceId, filter, order, way, bounds, limit: 1 };
  return first(client, Prisma.sql`select p.id, ${time} from (${firstPosts(list)}) p`);
}

async function first(client: pg.Client, { text, values }: Prisma.Sql): Promise<PostPlace | null> {
  return (await client.query<PostPlace>(text, values)).rows[0] ?? null;
}
