import { shortcodeOf } from '../graph/ids.ts';
import { linkedText, tagPath, tagsIn } from '../graph/linked-text.ts';
import type { Post } from '../graph/posts.ts';
import type { ShownPost } from '../network.ts';
import type { Parts } from './parts.ts';

/** All posts and comments as people see them, in the order in which they came. */
export function shownPosts({ posts, accounts }: Parts): ShownPost[] {
  return posts.all().flatMap((post) => {
    const account = accounts.byId(post.accountId);
    if (account === undefined) return [];
    const { username, displayName } = account;
    const { id, text, media, inReplyTo, at } = post;
    return [
      {
        id,
        paths: [mediaPath(post, username)] as ShownPost['paths'],
        account: {
          username,
          displayName,
          handle: username,
          paths: [`/${username}`, `/@${username}`] as ShownPost['paths'],
        },
        text,
        html: linkedText(text, { channel: 'instagram', accounts }),
        tagPaths: tagsIn(text).map(tagPath),
        media,
        card: null,
        notes: notesOf(post),
        inReplyTo,
        at: new Date(at),
      },
    ];
  });
}

export function isStory({ said }: Post): boolean {
  return said.media_type === 'STORIES';
}

/** Where a post is seen: a picture, a reel or a story; a comment below the post. */
export function mediaPath(post: Post, username: string): string {
  const code = shortcodeOf(post.id);
  if (post.inReplyTo !== null) return `/p/${shortcodeOf(post.inReplyTo)}/c/${post.id}`;
  if (isStory(post)) return `/stories/${username}/${post.id}`;
  return post.said.media_type === 'REELS' ? `/reel/${code}/` : `/p/${code}/`;
}

function notesOf(post: Post): string[] {
  const { said } = post;
  const notes: [string | undefined, (value: string) => string][] = [
    [said.media_type === 'REELS' ? 'reel' : undefined, () => 'Reel'],
    [isStory(post) ? 'story' : undefined, () => 'Story'],
    [said.trial, (strategy) => `Trial: ${strategy}`],
    [said.collaborators, (names) => `With ${names}`],
    [said.user_tags, (names) => `Tagged: ${names}`],
    [said.location_id, (id) => `At ${id}`],
    [said.is_ai_generated, () => 'Made with AI'],
  ];
  return notes.flatMap(([value, note]) => (value === undefined ? [] : [note(value)]));
}
