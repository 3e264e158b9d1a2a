import { requireScope } from '../domain/actor.ts';
import { type PostPageRequest, pageStatement } from './page-statement.ts';
import { PostEdge } from './post-edge.ts';
import type { PostsRow } from './post-rows.ts';
import type { QueryContext } from './query-context.ts';
import { readPosts } from './read-posts.ts';

export type PageOfPosts = {
  edges: PostEdge[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  /** The workspace's last event before the page was read. */
  eventSeq: bigint;
};

/** A page of the workspace's posts that pass a filter, each whole. Pages neither repeat nor skip when posts come in. */
export async function pageOfPosts(context: QueryContext, page: PostPageRequest): Promise<PageOfPosts> {
  const { database, actor } = context;
  requireScope(actor, 'POSTS_READ');
  const [row] = await database.$queryRaw<PostsRow[]>(pageStatement(actor.workspaceId, page));
  const { posts, eventSeq, more, behind } = readPosts(row);
  if (page.direction === 'backward') posts.reverse();
  const edges = posts.map((node) => new PostEdge(node, page.order));
  const [hasNextPage, hasPreviousPage] = page.direction === 'forward' ? [more, behind] : [behind, more];
  return { edges, hasNextPage, hasPreviousPage, eventSeq };
}
