import { z } from 'zod';
import { readQuery } from '../google/read-json.ts';
import { SECOND } from '../limits.ts';
import type { Answer, Incoming, Operation } from '../network.ts';
import type { Business } from './businesses.ts';
import { photosIn, readNewPost } from './new-post.ts';
import { forbidden, locationIn, notFound, operation, type Parts } from './parts.ts';
import type { Post } from './posts.ts';

/** A new post is listed after this time. */
const LISTING_LAG_MS = 2 * SECOND;
const POSTS = '/v4/accounts/:account/locations/:location/localPosts';

/** Posts of a location. https://developers.google.com/my-business/reference/rest/v4/accounts.locations.localPosts */
export function postOperations(parts: Parts): Operation[] {
  return [
    operation(parts, `POST ${POSTS}`, { run: createPost, publishes: true, fetches: photosIn }),
    operation(parts, `GET ${POSTS}`, { run: listPosts }),
    operation(parts, `GET ${POSTS}/:post`, { run: showPost }),
    operation(parts, `DELETE ${POSTS}/:post`, { run: deletePost }),
  ];
}

function createPost(incoming: Incoming, business: Business, { world, posts }: Parts): Answer {
  const location = locationIn(incoming, business);
  if (!location.mayPost) return forbidden();
  const { post: facts, photo } = readNewPost(incoming);
  const kept = photo === null ? null : { key: world.files.put(photo.bytes), mimeType: photo.mimeType };
  const parent = `accounts/${business.id}/locations/${location.id}`;
  const post = posts.add({ ...facts, locationId: location.id, photo: kept }, parent);
  return { status: 200, body: entity(post, { world, posts }) };
}

const listSchema = z.strictObject({
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
  pageToken: z.string().regex(/^\d+$/).optional(),
});

function listPosts(incoming: Incoming, business: Business, { world, posts }: Parts): Answer {
  const { pageSize, pageToken = '0' } = readQuery(incoming, listSchema);
  const until = world.now().getTime() - LISTING_LAG_MS;
  const all = posts.ofLocation(locationIn(incoming, business).id).filter(({ at }) => Date.parse(at) <= until);
  const first = Number(pageToken);
  const localPosts = all.slice(first, first + pageSize).map((post) => entity(post, { world, posts }));
  const next = first + pageSize < all.length ? { nextPageToken: String(first + pageSize) } : {};
  return { status: 200, body: localPosts.length === 0 ? {} : { localPosts, ...next } };
}

function showPost(incoming: Incoming, business: Business, { world, posts }: Parts): Answer {
  return { status: 200, body: entity(named(incoming, business, posts), { world, posts }) };
}

function deletePost(incoming: Incoming, business: Business, { posts }: Parts): Answer {
  posts.remove(named(incoming, business, posts));
  return { status: 200, body: {} };
}

function named(incoming: Incoming, business: Business, posts: Parts['posts']): Post {
  const { id } = locationIn(incoming, business);
  return posts.find(`accounts/${business.id}/locations/${id}/localPosts/${incoming.params.post}`) ?? notFound();
}

function entity(post: Post, { world, posts }: Pick<Parts, 'world' | 'posts'>) {
  const { name, body, at } = post;
  const searchUrl = `${world.url()}${pathOf(post)}`;
  return { name, ...body, state: posts.stateOf(post), searchUrl, createTime: at, updateTime: at };
}

/** Where people read a post. */
export function pathOf({ name, locationId }: Post): string {
  return `/place?id=${locationId}&use=posts&lpsid=${name.slice(name.lastIndexOf('/') + 1)}`;
}
