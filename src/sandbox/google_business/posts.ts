import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { World } from '../network.ts';

const postSchema = z.object({
  name: z.string(),
  locationId: z.string(),
  /** The body as it was sent. */
  body: z.record(z.string(), z.unknown()),
  summary: z.string(),
  topicType: z.string(),
  notes: z.array(z.string()),
  /** The photo, as a file of the sandbox. */
  photo: z.object({ key: z.string(), mimeType: z.string() }).nullable(),
  at: z.iso.datetime(),
});
export type Post = z.infer<typeof postSchema>;
export type NewPost = Omit<Post, 'name' | 'at'>;
export type Posts = ReturnType<typeof openPosts>;

// https://support.google.com/business/answer/7213077: no phone numbers, and a button instead of links.
const refused = /https?:\/\/|\bwww\.|\+?\d[\d\s().-]{7,}\d/i;

/** The posts of businesses on Google. */
export function openPosts({ store, now, processingMs }: World) {
  const table = store.table('google_business/posts', postSchema);
  return {
    find: (name: string): Post | undefined => table.get(name),
    all: (): Post[] => table.rows(),
    /** Newest first. */
    ofLocation: (locationId: string): Post[] =>
      table
        .rows()
        .filter((post) => post.locationId === locationId)
        .reverse(),
    add: (facts: NewPost, parent: string): Post => {
      const id = BigInt(`0x${randomBytes(8).toString('hex')}`);
      const post = { ...facts, name: `${parent}/localPosts/${id}`, at: now().toISOString() };
      table.set(post.name, post);
      return post;
    },
    remove: ({ name }: Post): void => table.delete(name),
    clear: (): void => table.clear(),
    /** Google checks a post for a while, and rejects one with links or phone numbers in its text. */
    stateOf: ({ at, summary }: Post): 'PROCESSING' | 'LIVE' | 'REJECTED' => {
      if (now().getTime() - Date.parse(at) < processingMs) return 'PROCESSING';
      return refused.test(summary) ? 'REJECTED' : 'LIVE';
    },
  };
}
