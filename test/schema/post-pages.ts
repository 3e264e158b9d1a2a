import type { PostStatus } from '../../src/domain/statuses.ts';
import type { TestApi } from '../server/test-api.ts';
import { storePost, storeWorkspace } from '../support/fixtures.ts';
import { graphqlClient } from '../support/graphql-client.ts';

export const orders = [
  'CREATED_DESC',
  'CREATED_ASC',
  'SCHEDULED_ASC',
  'SCHEDULED_DESC',
  'OCCURS_ASC',
  'OCCURS_DESC',
] as const;
export type Order = (typeof orders)[number];
type Direction = 'forward' | 'backward';
export type Client = ReturnType<typeof graphqlClient>;
export type Filter = { statuses?: PostStatus[]; occursFrom?: string; occursTo?: string; search?: string };
export type Page = {
  nodes: { id: string }[];
  edges: { cursor: string; node: { id: string } }[];
  totalCount: number;
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
};

export const document = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: PostFilter, $orderBy: PostOrder) {
  posts(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
    totalCount nodes { id } edges { cursor node { id } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

export async function read(client: Client, variables: Record<string, unknown>): Promise<Page> {
  return (await client.request<{ posts: Page }>(document, variables)).posts;
}

export type Walk = { client: Client; orderBy: Order; filter?: Filter; size: number; direction: Direction };

/** All pages from one end to the other, in the list’s order. */
export async function walk(
  { client, orderBy, filter, size, direction }: Walk,
  between = async () => {},
): Promise<Page[]> {
  const pages: Page[] = [];
  for (let cursor: string | null = null; ; ) {
    const part = direction === 'forward' ? { first: size, after: cursor } : { last: size, before: cursor };
    const page = await read(client, { ...part, orderBy, filter });
    if (direction === 'forward') pages.push(page);
    else pages.unshift(page);
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
    if (!(direction === 'forward' ? hasNextPage : hasPreviousPage)) return pages;
    cursor = direction === 'forward' ? endCursor : startCursor;
    if (pages.length > 200) throw new Error('The pages do not end.');
    await between();
  }
}

export const idsOf = (pages: readonly Page[]) => pages.flatMap(({ nodes }) => nodes.map(({ id }) => id));

/** A client of a workspace of its own. */
export async function workspaceClient(api: TestApi) {
  const { workspaceId, key } = await storeWorkspace(api.database);
  return { workspaceId, client: graphqlClient({ url: api.url, key }) };
}

export type Written = { created: number; scheduled: number | null; started: number | null; text: string };
export type Stored = Written & { id: string };

/** So few instants that many posts share one. */
export const instant = (number: number) => new Date(Date.UTC(2026, 10, 1) + number * 60_000);

export async function store(
  { database }: TestApi,
  workspaceId: string,
  written: readonly Written[],
): Promise<Stored[]> {
  const stored: Stored[] = [];
  for (const post of written) {
    const { id } = await storePost(database, workspaceId, {
      containers: [post.text],
      createdAt: instant(post.created),
      ...(post.scheduled !== null && { scheduledAt: instant(post.scheduled) }),
      ...(post.started !== null && { startedAt: instant(post.started) }),
    });
    stored.push({ ...post, id });
  }
  return stored;
}

const timeOf = (order: Order, { created, scheduled, started }: Stored) => {
  if (order.startsWith('CREATED')) return created;
  return order.startsWith('SCHEDULED') ? scheduled : (scheduled ?? started);
};

export function ordered(posts: readonly Stored[], order: Order): string[] {
  const sign = order.endsWith('ASC') ? 1 : -1;
  const compare = (left: Stored, right: Stored) => {
    const [one, other] = [timeOf(order, left), timeOf(order, right)];
    if (one !== other && (one === null || other === null)) return one === null ? 1 : -1;
    return sign * ((one ?? 0) - (other ?? 0) || (left.id < right.id ? -1 : 1));
  };
  return posts.toSorted(compare).map(({ id }) => id);
}

export function passing({ statuses, occursFrom, occursTo, search }: Filter) {
  return ({ scheduled, started, text }: Stored): boolean => {
    const status = started !== null ? 'FAILED' : scheduled !== null ? 'SCHEDULED' : 'DRAFT';
    const occurs = scheduled ?? started;
    const time = occurs === null ? null : instant(occurs).toISOString();
    return (
      (statuses?.includes(status) ?? true) &&
      (occursFrom === undefined || (time !== null && time >= occursFrom)) &&
      (occursTo === undefined || (time !== null && time < occursTo)) &&
      (search === undefined || text.includes(search.toLowerCase()))
    );
  };
}
