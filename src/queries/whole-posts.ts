import { Prisma } from '../database/generated/client.ts';
import type { Database } from '../database/prisma.ts';
import { accountJson, containersJson } from './container-json.ts';
import { type PostRow, toWholePost } from './to-whole-post.ts';
import type { WholePost } from './whole-post.ts';

/** What of a post's tree is read only where it is asked for. */
export type PostParts = {
  overrides: boolean;
  /** With them: what a delivery's root got, and what each account gets. */
  segments: boolean;
  attempts: boolean;
};

const allParts: PostParts = { overrides: true, segments: true, attempts: true };
const nothing = Prisma.sql`'[]'::json`;

const segmentsJson = Prisma.sql`(
  select coalesce(json_agg(json_build_object(
    'id', s.id, 'containerId', s.container_id, 'mediaPosition', s.media_position, 'remoteId', s.remote_id, 'url', s.url,
    'publishedAt', s.published_at, 'removedAt', s.removed_at) order by s.position), '[]')
  from segment s where s.delivery_id = d.id)`;

const attemptsJson = Prisma.sql`(
  select coalesce(json_agg(json_build_object(
    'id', t.id, 'outcome', t.outcome, 'error', t.error,
    'startedAt', t.started_at, 'finishedAt', t.finished_at) order by t.started_at, t.id), '[]')
  from (select * from attempt where delivery_id = d.id order by started_at desc, id desc limit 50) t)`;

/** A post `p` of a workspace `w` as to-whole-post.ts takes it. */
export function postJson({ overrides, segments, attempts }: PostParts = allParts): Prisma.Sql {
  return Prisma.sql`json_build_object(
    'id', p.id, 'workspaceId', p.workspace_id, 'type', p.type, 'link', p.link, 'options', p.options, 'accountOptions', p.account_options, 'version', p.version, 'eventSeq', w.event_seq::text,
    'scheduledAt', p.scheduled_at, 'startedAt', p.started_at, 'publishedAt', p.published_at,
    'createdAt', p.created_at, 'updatedAt', p.updated_at,
    'containers', ${containersJson(overrides || segments)},
    'deliveries', (
      select coalesce(json_agg(json_build_object(
        'id', d.id, 'status', d.status, 'publishedAt', d.published_at, 'dueAt', d.due_at, 'error', d.error,
        'account', ${accountJson},
        'segments', ${segments ? segmentsJson : nothing},
        'attempts', ${attempts ? attemptsJson : nothing}
      ) order by d.id), '[]')
      from delivery d join account a on a.id = d.account_id where d.post_id = p.id))`;
}

/** Posts of a workspace by id, each with its whole tree and the event number of the same snapshot. Ids of no post of it are left out. */
export async function wholePosts(
  database: Database,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, WholePost>> {
  if (ids.length === 0) return new Map();
  const rows = await database.$queryRaw<{ post: PostRow }[]>`
    select ${postJson()} as post from post p join workspace w on w.id = p.workspace_id
    where p.workspace_id = ${workspaceId} and p.id = any(${[...new Set(ids)]}::text[])`;
  return new Map(rows.map(({ post }) => [post.id, toWholePost(post)]));
}
