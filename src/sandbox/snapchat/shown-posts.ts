import twitterText from 'twitter-text';
import type { ShownPost } from '../network.ts';
import { escapeHtml, innerLink } from '../pages/html.ts';
import type { Parts } from './parts.ts';
import type { Post } from './posts.ts';

/** All posts as people see them, in the order in which they came. What was rejected is not shown. */
export function shownPosts({ accounts, posts }: Parts): ShownPost[] {
  return posts.all().flatMap((post) => {
    const profile = accounts.byId(post.profileId);
    const status = post.kind === 'spotlight' ? posts.statusOf(post) : 'LIVE';
    if (profile === undefined || status === 'REJECTED') return [];
    const { username, displayName } = profile;
    const { id, text, file, at } = post;
    return [
      {
        id,
        paths: [`/spotlight/${id}`],
        account: { username, displayName, handle: `@${username}`, paths: [`/add/${username}`] },
        text,
        html: htmlOf(text),
        tagPaths: twitterText.extractHashtags(text).map(tagPath),
        media: [{ ...file, kind: file.mimeType === 'video/mp4' ? 'video' : 'image', altText: null }],
        card: null,
        notes: notesOf(post, status),
        inReplyTo: null,
        at: new Date(at),
      },
    ];
  });
}

const tagPath = (tag: string): string => `/tag/${encodeURIComponent(tag.toLowerCase())}`;

const kinds = { spotlight: 'Spotlight', story: 'Story, for 24 hours', saved_story: 'Saved story' };

function notesOf({ kind, locale, isOffProfile }: Post, status: string): string[] {
  const notes = [kinds[kind], locale ?? '', isOffProfile ? 'Not on the profile' : ''];
  return [...notes, status === 'SUBMITTED' ? 'In review' : ''].filter((note) => note !== '');
}

/** Hashtags lead somewhere; addresses in a description do not. */
function htmlOf(text: string): string {
  let html = '';
  let done = 0;
  for (const { hashtag, indices } of twitterText.extractHashtagsWithIndices(text)) {
    html += escapeHtml(text.slice(done, indices[0])) + innerLink(`/snapchat${tagPath(hashtag)}`, `#${hashtag}`);
    done = indices[1];
  }
  return html + escapeHtml(text.slice(done));
}
