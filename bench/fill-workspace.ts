import { createHash } from 'node:crypto';
import pg from 'pg';
import { benchKey } from './gateway.ts';

/** The one that everything is written into. */
export const workspaceId = `wksp_${'0'.repeat(26)}`;

/** An id of the right form, in the order of its number. */
const id = (prefix: string, number: string) => `'${prefix}_' || lpad((${number})::text, 26, '0')`;

/** One of its accounts, on bluesky. */
export const accountId = `acct_${'0'.repeat(25)}8`;

/** Another, that few posts went to, long ago. */
export const formerAccountId = `acct_${'0'.repeat(24)}40`;

/** Posts come in at this pace: the more there are, the further back they go. */
const paceSeconds = 30;

const accountCount = 40;
/** Among these are the few that something rare is true of. */
const firstPosts = 500;
const networks = ['bluesky', 'mastodon', 'x', 'linkedin', 'threads', 'facebook', 'instagram', 'youtube'];

/**
 * Posts with one or two containers, a medium each, three deliveries with their segments and attempts, and events. One in 50 is a draft,
 * one in 50 scheduled, one in 50 failed somewhere; the rest is posted. Twenty of the very first went to a former account, twenty say
 * something that no other does, and of five it is unknown what came of a delivery.
 */
export async function fillWorkspace(databaseUrl: string, posts: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // Rows come in whole, so nothing is to be checked; it takes a third of the time.
    await client.query('set session_replication_role = replica; set synchronous_commit = off');
    await client.query(frame());
    for (const index of gramIndexes)
      await client.query(`alter index ${index} set (gin_pending_list_limit = ${1_000_000})`);
    for (let start = 0; start < posts; start += 50_000)
      for (const statement of rows) await client.query(statement, [start, Math.min(start + 50_000, posts)]);
    await client.query(`set maintenance_work_mem = '1GB'`);
    await client.query('vacuum (analyze)');
    for (const index of gramIndexes) await client.query(`alter index ${index} set (gin_pending_list_limit = 256)`);
  } finally {
    await client.end();
  }
}

/** They take in what is written at the end, in one go. */
const gramIndexes = ['container_grams_idx', 'override_grams_idx'];

/** The workspace, its key and its accounts. */
function frame(): string {
  const hash = createHash('sha256').update(benchKey).digest('hex');
  const scopes = `array['POSTS_READ', 'POSTS_WRITE', 'ACCOUNTS_READ', 'ACCOUNTS_WRITE', 'MEDIA_READ', 'MEDIA_WRITE']`;
  return `
    insert into workspace (id, name) values ('${workspaceId}', 'Bench') on conflict do nothing;
    insert into api_key (id, workspace_id, name, prefix, lookup, secret_hash, scopes, last_used_at) values
      (${id('key', '0')}, '${workspaceId}', 'Bench', 'bench', '${hash.slice(0, 16)}', '\\x${hash}', ${scopes}, now()) on conflict do nothing;
    insert into account (id, workspace_id, channel, remote_id, username, nickname, avatar_url, credentials)
      select ${id('acct', 'n')}, '${workspaceId}', (array['${networks.join("','")}'])[n % ${networks.length} + 1], n, 'person' || n,
        'Person ' || n, 'https://example.com/avatars/' || n, '' from generate_series(0, ${accountCount}) n;`;
}

const status = `case when n % 50 = 3 then 'DRAFT' when n % 50 = 7 then 'SCHEDULED' when n % 100 = 11 then 'FAILED' when n % 100 = 61 then 'PARTIALLY_POSTED' else 'POSTED' end`;
const time = `date_trunc('milliseconds', now()) - (2000000 - n) * interval '${paceSeconds} seconds'`;
const deliveryStatus = `case s.status when 'POSTED' then 'POSTED' when 'FAILED' then 'FAILED' when 'PARTIALLY_POSTED' then (case when k = 0 then 'POSTED' when k = 2 and n < ${firstPosts} then 'UNKNOWN' else 'FAILED' end) else 'PENDING' end`;
/** Every twentieth post says something that few others say; twenty old ones something rarer. */
const words = `'Post ' || n || ' says what it has to say, at some length, as posts do: ' || md5(n::text) || case when n % 20 = 5 then ' lighthouse' else '' end || case when n < ${firstPosts} and n % 25 = 24 then ' zeppelin' else '' end`;

const account = `case when k = 2 and n < ${firstPosts} and n % 25 = 23 then ${accountCount} else (n * 7 + k * 13) % ${accountCount} end`;

const rows = [
  `insert into post (id, workspace_id, type, status, scheduled_at, started_at, published_at, created_at, updated_at)
    select ${id('post', 'n')}, '${workspaceId}', case when n % 20 = 1 then 'REEL' when n % 20 = 2 then 'STORY' else 'POST' end, status,
      case when n % 3 = 0 and status <> 'DRAFT' or status = 'SCHEDULED' then at + interval '1 hour' end,
      case when status not in ('DRAFT', 'SCHEDULED') then at + interval '1 minute' end,
      case when status in ('POSTED', 'PARTIALLY_POSTED') then at + interval '2 minutes' end, at, at
    from (select n, ${status} as status, ${time} as at from generate_series($1::int, $2::int - 1) n) s`,
  `insert into container (id, post_id, position, content)
    select ${id('cont', 'n * 2 + k')}, ${id('post', 'n')}, k, ${words}
    from generate_series($1::int, $2::int - 1) n, generate_series(0, n % 2) k`,
  `insert into override (id, container_id, channel, content)
    select ${id('ovr', 'n')}, ${id('cont', 'n * 2')}, 'x', 'Shorter: ' || n
    from generate_series($1::int, $2::int - 1) n where n % 10 = 0`,
  `insert into media (id, workspace_id, kind, content_hash, filename, mime_type, bytes, width, height, alt_text, created_at)
    select ${id('media', 'n')}, '${workspaceId}', case n % 10 when 0 then 'VIDEO' else 'IMAGE' end, md5(n::text), 'picture-' || n || '.jpeg',
      'image/jpeg', 100000 + n, 1600, 900, 'What picture ' || n || ' shows', ${time}
    from generate_series($1::int, $2::int - 1) n where n % 4 = 0`,
  `insert into container_media (id, container_id, media_id, position)
    select ${id('use', 'n * 2 + k')}, ${id('cont', 'n * 2 + k')}, ${id('media', 'n - n % 4')}, 0
    from generate_series($1::int, $2::int - 1) n, generate_series(0, n % 2) k`,
  `insert into delivery (id, workspace_id, post_id, account_id, status, published_at, error)
    select ${id('dlv', 'n * 3 + k')}, '${workspaceId}', s.id, ${id('acct', account)}, ${deliveryStatus}, s.published_at,
      case when ${deliveryStatus} in ('FAILED', 'UNKNOWN') then '{"code": "REJECTED", "message": "Too bad.", "retryable": false, "hint": "Write another."}'::jsonb end
    from generate_series($1::int, $2::int - 1) n join post s on s.id = ${id('post', 'n')}, generate_series(0, 2) k`,
  `insert into segment (id, delivery_id, account_id, container_id, position, remote_id, url, published_at)
    select ${id('seg', '(n * 3 + k) * 2 + c')}, d.id, d.account_id, ${id('cont', 'n * 2 + c')}, c,
      case d.status when 'POSTED' then 'r' || ((n * 3 + k) * 2 + c) end,
      case d.status when 'POSTED' then 'https://example.com/' || ((n * 3 + k) * 2 + c) end, d.published_at
    from generate_series($1::int, $2::int - 1) n, generate_series(0, 2) k, generate_series(0, n % 2) c, delivery d
    where d.id = ${id('dlv', 'n * 3 + k')}`,
  `insert into attempt (id, delivery_id, outcome, started_at, finished_at)
    select ${id('att', 'n * 3 + k')}, d.id, case d.status when 'POSTED' then 'SUCCEEDED' else 'FAILED' end, d.created_at, d.created_at
    from generate_series($1::int, $2::int - 1) n, generate_series(0, 2) k, delivery d
    where d.id = ${id('dlv', 'n * 3 + k')} and d.status <> 'PENDING'`,
  `insert into event (workspace_id, seq, post_id, status)
    select '${workspaceId}', n + 1, ${id('post', 'n')}, 'POSTED' from generate_series($1::int, $2::int - 1) n`,
  `update workspace set event_seq = $2::int where id = '${workspaceId}' and $1::int >= 0`,
];
