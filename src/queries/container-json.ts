import { Prisma } from '../database/generated/client.ts';
import { jsonTime } from './json-time.ts';

/** A list of media `m`, as uses `u` put them in order and describe them. */
const mediaJson = Prisma.sql`coalesce(json_agg(json_build_object(
  'id', m.id, 'kind', m.kind, 'filename', m.filename, 'mimeType', m.mime_type, 'bytes', m.bytes,
  'width', m.width, 'height', m.height, 'durationMs', m.duration_ms,
  'altText', coalesce(u.alt_text, m.alt_text), 'createdAt', ${jsonTime('m.created_at')}) order by u.position), '[]')`;

const overridesJson = Prisma.sql`(
  select coalesce(json_agg(json_build_object(
    'channel', o.channel, 'accountId', o.account_id, 'content', o.content,
    'media', case when o.replaces_media then (
      select ${mediaJson} from container_media u join media m on m.id = u.media_id where u.override_id = o.id) end
  ) order by o.id), '[]')
  from override o where o.container_id = c.id)`;

/** The containers of a post `p`, in order. */
export function containersJson(withOverrides: boolean): Prisma.Sql {
  return Prisma.sql`(
    select coalesce(json_agg(json_build_object(
      'id', c.id, 'content', c.content,
      'media', (
        select ${mediaJson} from container_media u join media m on m.id = u.media_id
        where u.container_id = c.id and u.override_id is null),
      'overrides', ${withOverrides ? overridesJson : Prisma.sql`'[]'::json`}
    ) order by c.position), '[]')
    from container c where c.post_id = p.id)`;
}
