// Mercurius with its jit and loaders over hand-written SQL.
import Fastify from 'fastify';
import mercurius from 'mercurius';
import pg from 'pg';
import { checkKey } from './check-key.ts';
import { pageTypes } from './page-types.ts';
import { reportCpu } from './report-cpu.ts';

const pool = new pg.Pool({ connectionString: process.argv[2] });
// bigint
pg.types.setTypeParser(20, Number);

type Queries = { obj: Record<string, string> }[];

const posts = `select id, type, status, created_at as "createdAt", scheduled_at as "scheduledAt", published_at as "publishedAt"
  from post where workspace_id = $1 order by created_at desc, id desc limit $2`;
const containers = `select id, content, post_id as parent from container where post_id = any($1) order by position`;
const media = `select u.container_id as parent, m.id, m.kind, m.filename, m.mime_type as "mimeType", m.bytes, m.width, m.height,
    coalesce(u.alt_text, m.alt_text) as "altText"
  from container_media u join media m on m.id = u.media_id where u.container_id = any($1) and u.override_id is null order by u.position`;
const deliveries = `select id, status, published_at as "publishedAt", account_id as "accountId", post_id as parent
  from delivery where post_id = any($1) order by id`;
const accounts = `select id, channel as network, username, nickname, avatar_url as "avatarUrl", status from account where id = any($1)`;

async function manyOf(statement: string, queries: Queries) {
  const { rows } = await pool.query(statement, [queries.map(({ obj }) => obj.id)]);
  const byParent = Map.groupBy(rows, ({ parent }) => parent);
  return queries.map(({ obj }) => byParent.get(obj.id) ?? []);
}

async function accountsOf(queries: Queries) {
  const { rows } = await pool.query(accounts, [[...new Set(queries.map(({ obj }) => obj.accountId))]]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return queries.map(({ obj }) => byId.get(obj.accountId));
}

const app = Fastify();
await app.register(mercurius, {
  schema: pageTypes,
  jit: 1,
  cache: true,
  context: async (request) => ({ workspaceId: await checkKey(pool, request.headers) }),
  resolvers: {
    Query: {
      async posts(_root, { first }, context) {
        const { workspaceId } = context as unknown as { workspaceId: string };
        const { rows } = await pool.query(posts, [workspaceId, first + 1]);
        return { pageInfo: { hasNextPage: rows.length > first }, nodes: rows.slice(0, first) };
      },
    },
  },
  loaders: {
    Post: {
      containers: { loader: (queries: Queries) => manyOf(containers, queries), opts: { cache: false } },
      deliveries: { loader: (queries: Queries) => manyOf(deliveries, queries), opts: { cache: false } },
    },
    Container: { media: { loader: (queries: Queries) => manyOf(media, queries), opts: { cache: false } } },
    Delivery: { account: { loader: accountsOf, opts: { cache: false } } },
  },
});
console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
reportCpu();
