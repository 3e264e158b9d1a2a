import { textHtml } from '../google/text-html.ts';
import type { ShownPost } from '../network.ts';
import type { Location } from './businesses.ts';
import type { Parts } from './parts.ts';
import { pathOf } from './post-operations.ts';
import type { Post } from './posts.ts';

/** All posts that were not rejected, as people see them, in the order in which they came. */
export function shownPosts({ posts, businesses }: Parts): ShownPost[] {
  return posts.all().flatMap((post) => {
    const location = businesses.locationById(post.locationId);
    return location === undefined || posts.stateOf(post) === 'REJECTED' ? [] : [shown(post, location)];
  });
}

function shown(post: Post, { id, title, street, city }: Location): ShownPost {
  const { name, summary: text, photo, notes, at } = post;
  const media = photo === null ? [] : [{ ...photo, kind: 'image', altText: null } as const];
  return {
    id: name,
    paths: [pathOf(post)],
    account: { username: title, displayName: title, handle: `${street}, ${city}`, paths: [`/place/${id}`] },
    text,
    html: textHtml(text),
    tagPaths: [],
    media,
    card: null,
    notes,
    inReplyTo: null,
    at: new Date(at),
  };
}
