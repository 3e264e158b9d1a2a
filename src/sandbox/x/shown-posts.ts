import twitterText from 'twitter-text';
import type { ShownMedium, ShownPost } from '../network.ts';
import { escapeHtml, innerLink, link } from '../pages/html.ts';
import type { Account, Accounts } from './accounts.ts';
import type { Parts } from './parts.ts';
import type { Post } from './posts.ts';

/** All posts as people see them, in the order in which they came. */
export function shownPosts(parts: Parts): ShownPost[] {
  return parts.posts.all().flatMap((post) => {
    const account = parts.accounts.byId(post.accountId);
    return account === undefined ? [] : [shown(post, account, parts)];
  });
}

function shown(post: Post, { username, displayName }: Account, parts: Parts): ShownPost {
  const { id, text } = post;
  const media = mediaOf(post, parts);
  return {
    id,
    paths: [`/${username}/status/${id}`, `/i/status/${id}`],
    account: { username, displayName, handle: `@${username}`, paths: [`/${username}`] },
    text,
    html: htmlOf(text, parts.accounts),
    tagPaths: twitterText.extractHashtags(text).map(tagPath),
    media,
    card: media.length > 0 ? null : cardOf(text),
    notes: notesOf(post),
    inReplyTo: post.inReplyTo,
    at: new Date(post.at),
  };
}

const tagPath = (tag: string): string => `/hashtag/${encodeURIComponent(tag.toLowerCase())}`;

function mediaOf({ mediaIds }: Post, { uploads }: Parts): ShownMedium[] {
  const kinds = { tweet_image: 'image', tweet_gif: 'gif', tweet_video: 'video' } as const;
  return mediaIds.flatMap((id) => {
    const upload = uploads.find(id);
    if (upload === undefined || upload.file === null) return [];
    const { file, category, mimeType, altText } = upload;
    return [{ key: file, kind: kinds[category], mimeType, altText }];
  });
}

/** The card is of the last link, and what it says is the page's: here its host stands for that. */
function cardOf(text: string): ShownPost['card'] {
  const last = twitterText.extractUrls(text).at(-1);
  if (last === undefined) return null;
  const url = /^https?:\/\//i.test(last) ? last : `http://${last}`;
  return { url, title: URL.canParse(url) ? new URL(url).host : url, description: '' };
}

function notesOf({ replySettings, communityId, poll, madeWithAi, paidPartnership }: Post): string[] {
  return [
    ...(replySettings === null ? [] : [`Replies: ${replySettings}`]),
    ...(communityId === null ? [] : [`Community ${communityId}`]),
    ...(poll.length === 0 ? [] : [`Poll: ${poll.join(' · ')}`]),
    ...(madeWithAi ? ['Made with AI'] : []),
    ...(paidPartnership ? ['Paid partnership'] : []),
  ];
}

function htmlOf(text: string, accounts: Accounts): string {
  let html = '';
  let done = 0;
  for (const entity of twitterText.extractEntitiesWithIndices(text)) {
    const [start, end] = entity.indices;
    html += escapeHtml(text.slice(done, start)) + entityHtml(entity, text.slice(start, end), accounts);
    done = end;
  }
  return html + escapeHtml(text.slice(done));
}

type Entity = ReturnType<typeof twitterText.extractEntitiesWithIndices>[number];

function entityHtml(entity: Entity, written: string, accounts: Accounts): string {
  if ('url' in entity) {
    const url = /^https?:\/\//i.test(written) ? written : `http://${written}`;
    return link(url, written.replace(/^https?:\/\/(www\.)?/i, ''));
  }
  if ('hashtag' in entity) return innerLink(`/x${tagPath(entity.hashtag)}`, written);
  const here = 'screenName' in entity ? accounts.byUsername(entity.screenName) : undefined;
  return here === undefined ? escapeHtml(written) : innerLink(`/x/${here.username}`, written);
}
