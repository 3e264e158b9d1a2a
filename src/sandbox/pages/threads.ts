import type { ShownPost } from '../network.ts';

/** A post with everything that was said in reply, each after what it replies to. */
export type Thread = { root: ShownPost; replies: ShownPost[] };

/** Puts replies under what they reply to; the newest thread comes first. A reply whose parent is gone starts a thread. */
export function threadsOf(posts: readonly ShownPost[]): Thread[] {
  const ids = new Set(posts.map(({ id }) => id));
  const children = new Map<string, ShownPost[]>();
  for (const post of posts) {
    if (post.inReplyTo === null) continue;
    const siblings = children.get(post.inReplyTo) ?? [];
    children.set(post.inReplyTo, siblings);
    siblings.push(post);
  }
  const roots = posts.filter(({ inReplyTo }) => inReplyTo === null || !ids.has(inReplyTo));
  return roots.map((root) => ({ root, replies: below(root, children) })).reverse();
}

function below(root: ShownPost, children: ReadonlyMap<string, ShownPost[]>): ShownPost[] {
  const found: ShownPost[] = [];
  const waiting = [...(children.get(root.id) ?? [])].reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    found.push(next);
    waiting.push(...[...(children.get(next.id) ?? [])].reverse());
  }
  return found;
}
