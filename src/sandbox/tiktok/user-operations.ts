import { z } from 'zod';
import { SECOND } from '../limits.ts';
import type { Answer, Incoming, Operation } from '../network.ts';
import type { Account } from './accounts.ts';
import { jsonBody, ok, refuse } from './api.ts';
import type { Parts } from './parts.ts';

const BODY_BYTES = 10_000;
const userFields = ['open_id', 'avatar_url', 'display_name'];
const videoFields = ['id', 'title', 'video_description', 'create_time', 'share_url'];

/** Who the caller is, and what everyone sees of it. */
export function userOperations(parts: Parts): Operation[] {
  const common = { publishes: false, maxBodyBytes: BODY_BYTES };
  const { required } = parts.authenticate;
  return [
    {
      ...common,
      name: 'GET /v2/user/info/',
      method: 'GET',
      path: '/v2/user/info/',
      run: (incoming) => showUser(incoming, required(incoming, 'user.info.basic'), parts),
    },
    {
      ...common,
      name: 'POST /v2/video/list/',
      method: 'POST',
      path: '/v2/video/list/',
      run: (incoming) => listVideos(incoming, required(incoming, 'video.list'), parts),
    },
  ];
}

/** https://developers.tiktok.com/doc/tiktok-api-v2-get-user-info */
function showUser(incoming: Incoming, account: Account, { world }: Parts): Answer {
  const avatar_url = `${world.url()}/avatars/${account.openId}.jpeg`;
  const user = { open_id: account.openId, avatar_url, display_name: account.displayName };
  return ok({ user: picked(user, fieldsIn(incoming, userFields)) });
}

const listSchema = z.strictObject({ cursor: z.int().optional(), max_count: z.int().min(1).max(20).default(10) });

/** https://developers.tiktok.com/doc/tiktok-api-v2-video-list: public posts, newest first. */
function listVideos(incoming: Incoming, { username }: Account, { world, publications }: Parts): Answer {
  const fields = fieldsIn(incoming, videoFields);
  const { cursor = world.now().getTime() + SECOND, max_count } = jsonBody(incoming, listSchema);
  const own = publications.posts().filter((post) => post.username === username && publications.isPublic(post));
  const older = own.reverse().filter(({ completeAt }) => (completeAt ?? 0) < cursor);
  const page = older.slice(0, max_count);
  const videos = page.map(({ postId, kind, text, title, completeAt }) =>
    picked(
      {
        id: postId,
        title: kind === 'photo' ? title : text,
        video_description: text,
        create_time: Math.floor((completeAt ?? 0) / SECOND),
        share_url: `${world.url()}/@${username}/video/${postId}`,
      },
      fields,
    ),
  );
  return ok({ videos, cursor: page.at(-1)?.completeAt ?? cursor, has_more: page.length < older.length });
}

function fieldsIn({ query }: Incoming, known: readonly string[]): string[] {
  const asked = (query.get('fields') ?? '').split(',').filter(Boolean);
  const isWrong = asked.length === 0 || asked.some((field) => !known.includes(field));
  return isWrong ? refuse(400, 'invalid_params', 'Fields is invalid') : asked;
}

function picked(whole: object, fields: readonly string[]): object {
  return Object.fromEntries(Object.entries(whole).filter(([name]) => fields.includes(name)));
}
