import { requireScope } from '../domain/actor.ts';
import { type IdKind, idKind } from '../domain/ids.ts';
import type { QueryContext } from './query-context.ts';
import type { WholeAttempt, WholeContainer, WholeDelivery, WholePost } from './whole-post.ts';
import { wholePosts } from './whole-posts.ts';

/** What lives inside a post and has an id of its own. */
export type PostPart = WholeContainer | WholeDelivery | WholeAttempt;

/** Containers, deliveries and attempts of the workspace by id. */
export async function postPartsByIds(context: QueryContext, ids: readonly string[]): Promise<Map<string, PostPart>> {
  requireScope(context.actor, 'POSTS_READ');
  const { database, actor } = context;
  const of = (kind: IdKind) => ids.filter((id) => idKind(id) === kind);
  const owners = await database.$queryRaw<{ id: string }[]>`
    select post_id as id from container where id = any(${of('Container')}::text[])
    union select post_id from delivery where id = any(${of('Delivery')}::text[])
    union select d.post_id from attempt t join delivery d on d.id = t.delivery_id where t.id = any(${of('Attempt')}::text[])`;
  const posts = await wholePosts(
    database,
    actor.workspaceId,
    owners.map(({ id }) => id),
  );
  return new Map([...posts.values()].flatMap(partsOf).map((part) => [part.id, part]));
}

function partsOf(post: WholePost): PostPart[] {
  return [...post.containers, ...post.deliveries, ...post.deliveries.flatMap(({ attempts }) => attempts)];
}
