// What cannot be gone below: node:http and one statement that makes the whole answer.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { checkKey } from './check-key.ts';
import { reportCpu } from './report-cpu.ts';

const pool = new pg.Pool({ connectionString: process.argv[2] });

const statement = `
  with page as (
    select * from post where workspace_id = $1 order by created_at desc, id desc limit 21
  ), shown as (
    select * from page order by created_at desc, id desc limit 20
  )
  select json_build_object('data', json_build_object('posts', json_build_object(
    'pageInfo', json_build_object('hasNextPage', (select count(*) > 20 from page)),
    'nodes', (select json_agg(json_build_object(
      'id', p.id, 'type', p.type, 'status', p.status, 'createdAt', p.created_at, 'scheduledAt', p.scheduled_at, 'publishedAt', p.published_at,
      'containers', (
        select json_agg(json_build_object('id', c.id, 'content', c.content, 'media', (
          select coalesce(json_agg(json_build_object('id', m.id, 'kind', m.kind, 'filename', m.filename, 'mimeType', m.mime_type,
            'bytes', m.bytes, 'width', m.width, 'height', m.height, 'altText', coalesce(u.alt_text, m.alt_text)) order by u.position), '[]')
          from container_media u join media m on m.id = u.media_id where u.container_id = c.id and u.override_id is null)) order by c.position)
        from container c where c.post_id = p.id),
      'deliveries', (
        select coalesce(json_agg(json_build_object('id', d.id, 'status', d.status, 'publishedAt', d.published_at, 'account', json_build_object(
          'id', a.id, 'network', a.channel, 'username', a.username, 'nickname', a.nickname, 'avatarUrl', a.avatar_url,
          'status', a.status)) order by d.id), '[]')
        from delivery d join account a on a.id = d.account_id where d.post_id = p.id)
    ) order by p.created_at desc, p.id desc) from shown p)
  )))::text as answer`;

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  JSON.parse(Buffer.concat(chunks).toString());
  const { rows } = await pool.query(statement, [await checkKey(pool, request.headers)]);
  response.writeHead(200, { 'content-type': 'application/json' }).end(rows[0].answer);
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
reportCpu();
