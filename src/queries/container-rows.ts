import { Prisma } from '../database/generated/client.ts';
import type { MediaKind } from '../domain/profile.ts';
import { jsonTime } from './json-time.ts';
import { noRows } from './no-rows.ts';

// Rows are lists: keys are half of what JSON with objects weighs, and of what reading it costs. Each type names what its statement lists.

export type MediumRow = [
  id: string,
  kind: MediaKind,
  filename: string,
  mimeType: string,
  bytes: number,
  width: number | null,
  height: number | null,
  durationMs: number | null,
  altText: string | null,
  createdAt: string,
];

/** Media `m`, as uses `u` put them in order and describe them. */
const mediaRows = Prisma.sql`coalesce(json_agg(json_build_array(
  m.id, m.kind, m.filename, m.mime_type, m.bytes, m.width, m.height, m.duration_ms,
  coalesce(u.alt_text, m.alt_text), ${jsonTime('m.created_at')}) order by u.position), '[]')`;

export type OverrideRow = [
  channel: string | null,
  accountId: string | null,
  content: string | null,
  media: MediumRow[] | null,
];

const overrideRows = Prisma.sql`(
  select coalesce(json_agg(json_build_array(
    o.channel, o.account_id, o.content,
    case when o.replaces_media then (
      select ${mediaRows} from container_media u join media m on m.id = u.media_id where u.override_id = o.id) end
  ) order by o.id), '[]')
  from override o where o.container_id = c.id)`;

export type ContainerRow = [id: string, content: string | null, media: MediumRow[], overrides: OverrideRow[]];

/** The containers of a post `p`, in order, with overrides where they are asked for. */
export function containerRows({ overrides }: { overrides: boolean }): Prisma.Sql {
  return Prisma.sql`(
    select coalesce(json_agg(json_build_array(
      c.id, c.content,
      (select ${mediaRows} from container_media u join media m on m.id = u.media_id
       where u.container_id = c.id and u.override_id is null),
      ${overrides ? overrideRows : noRows}
    ) order by c.position), '[]')
    from container c where c.post_id = p.id)`;
}
