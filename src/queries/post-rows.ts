import { Prisma } from '../database/generated/client.ts';
import type { DeliveryError } from '../domain/delivery-error.ts';
import type { AccountOptionsDraft, LinkDraft, OptionsByNetwork } from '../domain/post-draft.ts';
import type { AccountStatus, PostStatus, PostType } from '../domain/statuses.ts';
import { type ContainerRow, containerRows } from './container-rows.ts';
import { type DeliveryRow, deliveryRows } from './delivery-rows.ts';
import { jsonTime } from './json-time.ts';
import { noRows } from './no-rows.ts';

/** What of a post's tree is read only where it is asked for. */
export type PostParts = {
  containers: boolean;
  /** Only with containers. */
  overrides: boolean;
  /** With their accounts. */
  deliveries: boolean;
  /** Only with deliveries, containers and overrides: what a delivery's root got, and what each account gets. */
  segments: boolean;
  /** Only with deliveries. */
  attempts: boolean;
};

export const allParts: PostParts = {
  containers: true,
  overrides: true,
  deliveries: true,
  segments: true,
  attempts: true,
};

export type PostRow = [
  id: string,
  type: PostType,
  status: PostStatus,
  version: number,
  link: LinkDraft | null,
  options: OptionsByNetwork | null,
  accountOptions: AccountOptionsDraft[] | null,
  scheduledAt: string | null,
  startedAt: string | null,
  publishedAt: string | null,
  createdAt: string,
  updatedAt: string,
  containers: ContainerRow[],
  deliveries: DeliveryRow[],
];

function postRow(parts: PostParts): Prisma.Sql {
  return Prisma.sql`json_build_array(
    p.id, p.type, p.status, p.version, p.link, p.options, p.account_options,
    ${jsonTime('p.scheduled_at')}, ${jsonTime('p.started_at')}, ${jsonTime('p.published_at')},
    ${jsonTime('p.created_at')}, ${jsonTime('p.updated_at')},
    ${parts.containers ? containerRows(parts) : noRows}, ${parts.deliveries ? deliveryRows(parts) : noRows})`;
}

export type AccountRow = [
  id: string,
  channel: string,
  username: string,
  nickname: string | null,
  avatarUrl: string | null,
  status: AccountStatus,
  statusReason: DeliveryError | null,
  textLimit: number | null,
  credentialsExpireAt: string | null,
  createdAt: string,
];

const ofDeliveries = Prisma.sql`select d.account_id from page p join delivery d on d.post_id = p.id`;
const ofOverrides = Prisma.sql`
  select o.account_id from page p join container c on c.post_id = p.id join override o on o.container_id = c.id`;

/** Each account once, however many deliveries go to it. */
function accountRows({ deliveries, overrides }: PostParts): Prisma.Sql {
  const ids = [...(deliveries ? [ofDeliveries] : []), ...(overrides ? [ofOverrides] : [])];
  if (ids.length === 0) return noRows;
  return Prisma.sql`(
    select coalesce(json_agg(json_build_array(
      a.id, a.channel, a.username, a.nickname, a.avatar_url, a.status, a.status_reason, a.text_limit,
      ${jsonTime('a.credentials_expire_at')}, ${jsonTime('a.created_at')})), '[]')
    from account a where a.id in (${Prisma.join(ids, ' union ')}))`;
}

/** Posts with all that belongs to them, and the number of the workspace's last event at that instant. */
export type PostRows = {
  workspaceId: string;
  eventSeq: string;
  posts: PostRow[];
  accounts: AccountRow[];
  /** Whether there are others beyond them, the way they were read, and on the other side. */
  more: boolean;
  behind: boolean;
};

/** What a statement that reads posts answers: one text, for Prisma works for each column and looks at every value of JSON. */
export type PostsRow = { posts: string };

type Sides = { more: Prisma.Sql; behind: Prisma.Sql };
const alone: Sides = { more: Prisma.sql`false`, behind: Prisma.sql`false` };

/** The posts of `page p`, of a workspace `w` and in an order, as JSON of PostRows. */
export function postRows(parts: PostParts, order: Prisma.Sql, { more, behind } = alone): Prisma.Sql {
  return Prisma.sql`json_build_object(
    'workspaceId', w.id, 'eventSeq', w.event_seq::text,
    'posts', (select coalesce(json_agg(${postRow(parts)} order by ${order}), '[]') from page p),
    'accounts', ${accountRows(parts)}, 'more', ${more}, 'behind', ${behind})::text`;
}
