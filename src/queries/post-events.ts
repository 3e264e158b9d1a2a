import { requireScope } from '../domain/actor.ts';
import { decodeEventCursor } from '../domain/event-cursor.ts';
import { idKind } from '../domain/ids.ts';
import type { EventFeed } from '../events/event-feed.ts';
import type { EventReader } from '../events/event-reader.ts';
import { BadRequest } from './bad-request.ts';
import type { QueryContext } from './query-context.ts';

type Wanted = { postId?: string | null | undefined; after?: string | null | undefined };

/** The events of one post or of the workspace: those after the cursor, then live ones. */
export async function postEvents(context: QueryContext & { events: EventFeed }, wanted: Wanted): Promise<EventReader> {
  requireScope(context.actor, 'POSTS_READ');
  const after = wanted.after == null ? undefined : seqOf(wanted.after);
  if (wanted.postId != null) await requirePost(context, wanted.postId);
  return context.events.subscribe({
    workspaceId: context.actor.workspaceId,
    postId: wanted.postId ?? undefined,
    after,
  });
}

function seqOf(cursor: string): bigint {
  const seq = decodeEventCursor(cursor);
  if (seq !== null) return seq;
  const message =
    'after is no event cursor. Pass the cursor of an event, or the eventCursor of a post or a page of posts.';
  throw new BadRequest('CURSOR_INVALID', [{ path: ['after'], message }]);
}

async function requirePost({ database, actor }: QueryContext, postId: string): Promise<void> {
  const known =
    idKind(postId) === 'Post' &&
    (await database.post.count({ where: { id: postId, workspaceId: actor.workspaceId } })) > 0;
  if (known) return;
  const message = `There is no post ${postId} in this workspace.`;
  throw new BadRequest('NOT_FOUND', [{ path: ['postId'], message }]);
}
