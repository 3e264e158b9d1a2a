import { Prisma } from '../database/generated/client.ts';
import type { Database } from '../database/prisma.ts';
import { containersJson } from './container-json.ts';
import { jsonTime } from './json-time.ts';
import { type PostsRow, toWholePosts } from './to-whole-posts.ts';
import type { WholePost } from './whole-post.ts';

/** What of a post's tree is read only where it is asked for. */
export type PostParts = {
  overrides: boolean;
  /** With them: what a delivery's root got, and what each account gets. */
  segments: boolean;
  attempts: boolean;
};

export const allParts: PostParts = { overrides: true, segments: true, attempts: true };
const nothing = Prisma.sql`'[]'::json`;

const segmentsJson = Prisma.sql`(
  select coalesce(json_agg(json_build_object(
    'id', s.id, 'containerId', s.container_id, 'mediaPosition', s.media_position, 'remoteId', s.remote_id, 'url', s.url,
    'publishedAt', ${jsonTime('s.published_at')}, 'removedAt', ${jsonTime('s.removed_at')}) order by s.position), '[]')
  from segment s where s.delivery_id = d.id)`;

const attemptsJson = Prisma.sql`(
  select coalesce(json_agg(json_build_object(
    'id', t.id, 'outcome', t.outcome, 'error', t.error,
    'startedAt', ${jsonTime('t.started_at')}, 'finishedAt', ${jsonTime('t.finished_at')}) order by t.started_at, t.id), '[]')
  from (select * from attempt where delivery_id = d.id order by started_at desc, id desc limit 50) t)`;

function postJson({ overrides, segments, attempts }: PostParts): Prisma.Sql {
  return Prisma.sql`json_build_object(
    'id', p.id, 'workspaceId', p.workspace_id, 'type', p.type, 'status', p.status, 'version', p.version,
    'link', p.link, 'options', p.options, 'accountOptions', p.account_options,
    'scheduledAt', ${jsonTime('p.scheduled_at')}, 'startedAt', ${jsonTime('p.started_at')},
    'publishedAt', ${jsonTime('p.published_at')},
    'createdAt', ${jsonTime('p.created_at')}, 'updatedAt', ${jsonTime('p.updated_at')},
    'containers', ${containersJson(overrides || segments)},
    'deliveries', (
      select coalesce(json_agg(json_build_object(
        'id', d.id, 'accountId', d.account_id, 'status', d.status, 'error', d.error,
        'publishedAt', ${jsonTime('d.published_at')}, 'dueAt', ${jsonTime('d.due_at')},
        'segments', ${segments ? segmentsJson : nothing},
        'attempts', ${attempts ? attemptsJson : nothing}
      ) order by d.id), '[]')
      from delivery d where d.post_id = p.id))`;
}

const ofDeliveries = Prisma.sql`select d.account_id from page p join delivery d on d.post_id = p.id`;
const ofOverrides = Prisma.sql`
  select o.account_id from page p join container c on c.post_id = p.id join override o on o.container_id = c.id`;

/** Each account once, however many deliveries go to it. */
function accountsJson({ overrides, segments }: PostParts): Prisma.Sql {
  const ids = overrides || segments ? Prisma.sql`${ofDeliveries} union ${ofOverrides}` : ofDeliveries;
  return Prisma.sql`(
    select coalesce(json_agg(json_build_object(
      'id', a.id, 'network', a.channel, 'username', a.username, 'nickname', a.nickname, 'avatarUrl', a.avatar_url,
      'status', a.status, 'statusReason', a.status_reason, 'textLimit', a.text_limit,
      'credentialsExpireAt', ${jsonTime('a.credentials_expire_at')}, 'createdAt', ${jsonTime('a.created_at')})), '[]')
    from account a where a.id in (${ids}))`;
}

/** The posts of `page p`, of a workspace `w` and in an order, as to-whole-posts.ts takes them. Text: Prisma would look at every value of it. */
export function postsText(parts: PostParts, order: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`json_build_object(
    'eventSeq', w.event_seq::text,
    'posts', (select coalesce(json_agg(${postJson(parts)} order by ${order}), '[]') from page p),
    'accounts', ${accountsJson(parts)})::text`;
}

/** Posts of a workspace by id, each with its whole tree and the event number of the same snapshot. Ids of no post of it are left out. */
export async function wholePosts(
  database: Database,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, WholePost>> {
  if (ids.length === 0) return new Map();
  const [row] = await database.$queryRaw<{ posts: string }[]>`
    with page as (select * from post where workspace_id = ${workspaceId} and id = any(${[...new Set(ids)]}::text[]))
    select ${postsText(allParts, Prisma.sql`p.id`)} as posts from workspace w where w.id = ${workspaceId}`;
  const posts = row ? toWholePosts(JSON.parse(row.posts) as PostsRow) : [];
  return new Map(posts.map((post) => [post.id, post]));
}
