import { encodePostCursor } from './post-cursor.ts';
import { orderings, type PostOrder } from './post-order.ts';
import type { WholePost } from './whole-post.ts';

/** A post in a page. Its cursor is worked out where it is asked for. */
export class PostEdge {
  readonly node: WholePost;
  readonly #order: PostOrder;

  constructor(node: WholePost, order: PostOrder) {
    this.node = node;
    this.#order = order;
  }

  get cursor(): string {
    const time = orderings[this.#order].timeOf(this.node);
    return encodePostCursor(this.#order, { id: this.node.id, time });
  }
}
