import type { PageOfPosts } from '../src/queries/page-of-posts.ts';

/** What a page of posts tells of itself. Its cursors are worked out where they are asked for: by a class, for V8 shares no code between objects whose literals have getters. */
export class PostPageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly #edges: PageOfPosts['edges'];

  constructor({ edges, hasNextPage, hasPreviousPage }: PageOfPosts) {
    this.hasNextPage = hasNextPage;
    this.hasPreviousPage = hasPreviousPage;
    this.#edges = edges;
  }

  get startCursor(): string | null {
    return this.#edges[0]?.cursor ?? null;
  }

  get endCursor(): string | null {
    return this.#edges.at(-1)?.cursor ?? null;
  }
}
