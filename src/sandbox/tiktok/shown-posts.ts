import twitterText from 'twitter-text';
import type { ShownPost } from '../network.ts';
import { escapeHtml, innerLink } from '../pages/html.ts';
import type { Parts } from './parts.ts';
import type { Publication } from './publications.ts';

const audiences: Readonly<Record<string, string>> = {
  MUTUAL_FOLLOW_FRIENDS: 'Friends',
  FOLLOWER_OF_CREATOR: 'Followers',
  SELF_ONLY: 'Only me',
};

/** All posts as people see them, in the order in which they came. */
export function shownPosts({ accounts, publications }: Parts): ShownPost[] {
  return publications.posts().map((post) => {
    const { username, displayName } = accounts.meet(post.username);
    const { postId: id, text, kind, files } = post;
    return {
      id,
      paths: [`/@${username}/video/${id}`, `/@${username}/photo/${id}`],
      account: { username, displayName, handle: `@${username}`, paths: [`/@${username}`] },
      text,
      html: htmlOf(text),
      tagPaths: twitterText.extractHashtags(text).map(tagPath),
      media: files.map(({ key, mimeType }) => ({
        key,
        kind: kind === 'video' ? 'video' : 'image',
        mimeType,
        altText: null,
      })),
      card: null,
      notes: notesOf(post),
      inReplyTo: null,
      at: new Date(post.completeAt ?? 0),
    };
  });
}

const tagPath = (tag: string): string => `/tag/${encodeURIComponent(tag.toLowerCase())}`;

function notesOf({ title, privacy, labels }: Publication): string[] {
  return [title, audiences[privacy] ?? '', ...labels].filter((note) => note !== '');
}

/** Hashtags lead somewhere; addresses in a caption do not. */
function htmlOf(text: string): string {
  let html = '';
  let done = 0;
  for (const { hashtag, indices } of twitterText.extractHashtagsWithIndices(text)) {
    html += escapeHtml(text.slice(done, indices[0])) + innerLink(`/tiktok${tagPath(hashtag)}`, `#${hashtag}`);
    done = indices[1];
  }
  return html + escapeHtml(text.slice(done));
}
