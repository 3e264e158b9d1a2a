import { z } from 'zod';
import { SECOND } from '../limits.ts';
import type { Answer, Incoming, Operation } from '../network.ts';
import type { Account } from './accounts.ts';
import { invalid, jsonBody, notFound, queryOf, refuse } from './api.ts';
import { writtenText } from './entities.ts';
import { checkNewPost, newPostSchema } from './new-post.ts';
import type { Parts } from './parts.ts';
import type { Post } from './posts.ts';

const BODY_BYTES = 1_000_000;
/** A new post is listed after this time. */
const LISTING_LAG_MS = 2 * SECOND;
const READ = ['tweet.read', 'users.read'];
const WRITE = ['tweet.read', 'tweet.write', 'users.read'];

/** Publishing, listing and removing posts, and who the caller is. */
export function postOperations(parts: Parts): Operation[] {
  const operation = (
    name: string,
    scopes: readonly string[],
    run: (incoming: Incoming, account: Account, parts: Parts) => Answer,
  ): Operation => {
    const [method, path] = name.split(' ') as [Operation['method'], string];
    return {
      name,
      method,
      path,
      publishes: method === 'POST',
      maxBodyBytes: BODY_BYTES,
      run: (incoming) => run(incoming, parts.authenticate.required(incoming, scopes), parts),
    };
  };
  return [
    operation('POST /2/tweets', WRITE, createPost),
    operation('DELETE /2/tweets/:id', WRITE, deletePost),
    operation('GET /2/users/:id/tweets', READ, listPosts),
    operation('GET /2/users/me', READ, showMe),
  ];
}

function createPost(incoming: Incoming, account: Account, parts: Parts): Answer {
  const post = parts.posts.add(checkNewPost(jsonBody(incoming, newPostSchema), account, parts));
  return { status: 201, body: { data: entity(post, parts) } };
}

function deletePost(incoming: Incoming, account: Account, { posts }: Parts): Answer {
  const id = incoming.params.id ?? '';
  const post = posts.find(id) ?? notFound('tweet', id);
  if (post.accountId !== account.id) return refuse(403, 'Forbidden', 'You are not authorized to delete this Tweet.');
  posts.remove(post);
  return { status: 200, body: { data: { deleted: true } } };
}

const meSchema = z.strictObject({ 'user.fields': z.literal('profile_image_url').optional() });

function showMe(incoming: Incoming, { id, username, displayName }: Account, { world }: Parts): Answer {
  const asked = queryOf(incoming, meSchema);
  const picture =
    asked['user.fields'] === undefined ? {} : { profile_image_url: `${world.url()}/profile_images/${id}.jpg` };
  return { status: 200, body: { data: { id, name: displayName, username, ...picture } } };
}

const fields = ['created_at', 'text', 'attachments', 'entities'] as const;
const listSchema = z.strictObject({
  max_results: z.coerce.number().int().min(5).max(100).default(10),
  start_time: z.iso.datetime({ precision: 0 }).optional(),
  pagination_token: z.string().regex(/^\d+$/).optional(),
  'tweet.fields': z.string().default(''),
});

function listPosts(incoming: Incoming, _caller: Account, parts: Parts): Answer {
  const asked = queryOf(incoming, listSchema);
  const wanted = asked['tweet.fields'].split(',').filter(Boolean);
  const unknown = wanted.filter((field) => !fields.some((known) => known === field));
  if (unknown.length > 0)
    return invalid(`The \`tweet.fields\` query parameter value [${unknown}] is not one of [${fields}]`);
  const id = incoming.params.id ?? '';
  if (parts.accounts.byId(id) === undefined) return notFound('user', id);
  const since = asked.start_time === undefined ? 0 : Date.parse(asked.start_time);
  const until = parts.world.now().getTime() - LISTING_LAG_MS;
  const all = parts.posts.ofAccount(id).filter(({ at }) => Date.parse(at) >= since && Date.parse(at) <= until);
  const first = Number(asked.pagination_token ?? 0);
  const page = all.slice(first, first + asked.max_results);
  const next = first + page.length < all.length ? { next_token: String(first + page.length) } : {};
  const meta = { result_count: page.length, ...next };
  if (page.length === 0) return { status: 200, body: { meta } };
  return { status: 200, body: { data: page.map((post) => entity(post, parts, wanted)), meta } };
}

function entity(post: Post, { accounts, uploads }: Parts, wanted: readonly string[] = []) {
  const account = accounts.byId(post.accountId) ?? notFound('user', post.accountId);
  const media = post.mediaIds.flatMap((id) => uploads.find(id) ?? []);
  const { text, urls } = writtenText(post, { account, media, uploads });
  const has = (field: (typeof fields)[number]) => wanted.includes(field);
  return {
    id: post.id,
    text,
    edit_history_post_ids: [post.id],
    ...(has('created_at') ? { created_at: post.at } : {}),
    ...(has('entities') && urls.length > 0 ? { entities: { urls } } : {}),
    ...(has('attachments') && media.length > 0
      ? { attachments: { media_keys: media.map((upload) => uploads.mediaKeyOf(upload)) } }
      : {}),
  };
}
