import type { Database } from '../database/prisma.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import type { AccountOptionsDraft, LinkDraft, OptionsByNetwork } from '../domain/post-draft.ts';
import type { MediaKind } from '../domain/profile.ts';
import type { PostType } from '../domain/statuses.ts';

/** A delivery with all that is recorded of it, as one statement reads it: times are texts, as JSON carries them. */
export type DeliveryRow = {
  id: string;
  round: number;
  failures: number;
  retriedAt: string | null;
  /** When it was due as it was claimed. */
  dueAt: string;
  /** When it was started, or last retried by a person. */
  sentOnAt: string;
  /** When the attempts began that no worker finished. */
  abandonedAt: string[];
  account: {
    id: string;
    channel: string;
    remoteId: string;
    username: string;
    server: string | null;
    credentials: string;
    credentialsVersion: number;
    publishAllowedAt: string | null;
  };
  post: {
    type: PostType;
    link: LinkDraft | null;
    options: OptionsByNetwork | null;
    accountOptions: AccountOptionsDraft[] | null;
  };
  segments: SegmentRow[];
  steps: StepRow[];
};

export type SegmentRow = {
  id: string;
  position: number;
  mediaPosition: number | null;
  remoteId: string | null;
  url: string | null;
  ref: Json;
  isPublished: boolean;
  content: string | null;
  media: UseRow[];
  overrides: { channel: string | null; accountId: string | null; content: string | null; media: UseRow[] | null }[];
};

/** A medium as a container uses it; its alternative text is the one that it has there. */
export type UseRow = {
  id: string;
  contentHash: string;
  filename: string;
  kind: MediaKind;
  mimeType: string;
  bytes: number;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  altText: string | null;
};

export type StepRow = {
  id: string;
  segmentId: string;
  attemptId: string;
  position: number;
  round: number;
  name: string;
  kind: string;
  status: 'SENDING' | 'DONE' | 'REFUSED' | 'UNKNOWN';
  request: JsonObject;
  result: Json;
  sealed: string | null;
  failure: { repeatRefused?: boolean; status?: number } | null;
  sends: number;
  startedAt: string;
  deadlineAt: string;
  finishedAt: string | null;
};

/** Reads deliveries by id, in one statement. What is JSON in it was written by this code. */
export async function readRows(database: Database, ids: readonly string[]): Promise<Map<string, DeliveryRow>> {
  const rows = await database.$queryRaw<{ row: DeliveryRow }[]>`
    with used as (
      select u.container_id, u.override_id, json_agg(json_build_object(
        'id', m.id, 'contentHash', m.content_hash, 'filename', m.filename, 'kind', m.kind, 'mimeType', m.mime_type,
        'bytes', m.bytes, 'width', m.width, 'height', m.height, 'durationMs', m.duration_ms,
        'altText', coalesce(u.alt_text, m.alt_text)) order by u.position) as media
      from container_media u join media m on m.id = u.media_id
      where u.container_id in (
        select s.container_id from segment s where s.delivery_id = any(${[...ids]}) and s.published_at is null)
      group by u.container_id, u.override_id
    )
    select json_build_object(
      'id', d.id, 'round', d.round, 'failures', d.failures, 'retriedAt', d.retried_at,
      'dueAt', d.due_at, 'sentOnAt', coalesce(d.retried_at, p.started_at),
      'abandonedAt', (
        select coalesce(json_agg(t.started_at), '[]') from attempt t where t.delivery_id = d.id and t.outcome = 'ABANDONED'),
      'account', json_build_object(
        'id', a.id, 'channel', a.channel, 'remoteId', a.remote_id, 'username', a.username, 'server', a.server,
        'credentials', a.credentials, 'credentialsVersion', a.credentials_version,
        'publishAllowedAt', a.publish_allowed_at),
      'post', json_build_object(
        'type', p.type, 'link', p.link, 'options', p.options, 'accountOptions', p.account_options),
      'segments', (
        select coalesce(json_agg(json_build_object(
          'id', s.id, 'position', s.position, 'mediaPosition', s.media_position, 'remoteId', s.remote_id, 'url', s.url,
          'ref', s.remote_ref, 'isPublished', s.published_at is not null, 'content', c.content,
          'media', coalesce((select media from used where container_id = c.id and override_id is null), '[]'),
          'overrides', (
            select coalesce(json_agg(json_build_object(
              'channel', o.channel, 'accountId', o.account_id, 'content', o.content,
              'media', case when o.replaces_media then coalesce((select media from used where override_id = o.id), '[]') end
            ) order by o.id), '[]')
            from override o where o.container_id = c.id)
        ) order by s.position), '[]')
        from segment s join container c on c.id = s.container_id where s.delivery_id = d.id),
      'steps', (
        select coalesce(json_agg(json_build_object(
          'id', s.id, 'segmentId', s.segment_id, 'attemptId', s.attempt_id, 'position', s.position, 'round', s.round,
          'name', s.name, 'kind', s.kind, 'status', s.status, 'request', s.request, 'result', s.result, 'sealed', s.sealed,
          'failure', s.failure, 'sends', s.sends, 'startedAt', s.started_at, 'deadlineAt', s.deadline_at,
          'finishedAt', s.finished_at) order by s.position), '[]')
        from step s where s.delivery_id = d.id)
    ) as row
    from delivery d join account a on a.id = d.account_id join post p on p.id = d.post_id
    where d.id = any(${[...ids]})`;
  return new Map(rows.map(({ row }) => [row.id, row]));
}
