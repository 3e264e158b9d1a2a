import type { ShownMedium, ShownPost } from '../network.ts';
import { escapeHtml } from './html.ts';
import { svg } from './shell.ts';
import type { Thread } from './threads.ts';

/** What a post is drawn with, beside itself. */
type Drawing = { prefix: string; isReply: boolean; hasNext: boolean; replies: number };

/** A thread: its root, and below it the replies, joined by a line. Within it one post can be the page's own. */
export function threadHtml({ root, replies }: Thread, prefix: string, focusId?: string): string {
  const all = [root, ...replies];
  const posts = all.map((post, position) => {
    const count = all.filter(({ inReplyTo }) => inReplyTo === post.id).length;
    if (post.id === focusId) return focusHtml(post, prefix, count);
    const next = all[position + 1];
    const hasNext = next !== undefined && next.id !== focusId;
    return postHtml(post, { prefix, isReply: position > 0, hasNext, replies: count });
  });
  return `<div class="thread" role="group" aria-label="Thread by ${escapeHtml(root.account.displayName)}">${posts.join('')}</div>`;
}

function postHtml(post: ShownPost, { prefix, isReply, hasNext, replies }: Drawing): string {
  const classes = ['post', ...(isReply ? ['reply'] : []), ...(hasNext ? ['line'] : [])].join(' ');
  return `<article class="${classes}" data-post="${escapeHtml(post.id)}">${avatar(post)}<div>
${whoHtml(post, prefix)}${contentHtml(post)}${deedsHtml(replies)}</div></article>`;
}

function focusHtml(post: ShownPost, prefix: string, replies: number): string {
  return `<article class="post focus" data-post="${escapeHtml(post.id)}"><div class="top">${avatar(post)}${whoHtml(post, prefix)}</div>
${contentHtml(post)}<time class="when" datetime="${post.at.toISOString()}">${post.at.toUTCString()}</time>${deedsHtml(replies)}</article>`;
}

function avatar({ account }: ShownPost): string {
  const initial = [...account.displayName][0]?.toUpperCase() ?? '?';
  return `<div class="avatar" style="--hue: ${hueOf(account.username)}" aria-hidden="true">${escapeHtml(initial)}</div>`;
}

function hueOf(name: string): number {
  return [...name].reduce((hue, letter) => (hue * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
}

function whoHtml({ account, paths, at }: ShownPost, prefix: string): string {
  const profile = escapeHtml(prefix + account.paths[0]);
  return `<div class="who"><a class="name" href="${profile}">${escapeHtml(account.displayName)}</a>
<span class="handle">${escapeHtml(account.handle)}</span>
<a class="time" href="${escapeHtml(prefix + paths[0])}"><time datetime="${at.toISOString()}">${at.toUTCString()}</time></a></div>`;
}

function contentHtml({ html, media, card, notes }: ShownPost): string {
  const labels = notes.map((note) => `<li>${escapeHtml(note)}</li>`).join('');
  return `${labels === '' ? '' : `<ul class="notes">${labels}</ul>`}<div class="text">${html}</div>${mediaHtml(media)}${card === null ? '' : cardHtml(card)}`;
}

function mediaHtml(media: readonly ShownMedium[]): string {
  return media.length === 0
    ? ''
    : `<div class="media count-${Math.min(media.length, 4)}">${media.map(mediumHtml).join('')}</div>`;
}

function mediumHtml({ key, kind, mimeType, altText }: ShownMedium): string {
  const source = `/_files/${key}`;
  const label = altText === null ? '' : escapeHtml(altText);
  if (kind === 'video') return `<video controls preload="metadata" src="${source}" aria-label="${label}"></video>`;
  if (kind === 'document') return `<a href="${source}">${escapeHtml(mimeType)}</a>`;
  return `<img src="${source}" alt="${label}"${altText === null ? '' : ` title="${label}"`} loading="lazy">`;
}

function cardHtml({ url, title, description }: NonNullable<ShownPost['card']>): string {
  const inside = `<small>${escapeHtml(hostOf(url))}</small><b>${escapeHtml(title)}</b><small>${escapeHtml(description)}</small>`;
  if (!/^https?:\/\//i.test(url)) return `<div class="card">${inside}</div>`;
  return `<a class="card" href="${escapeHtml(url)}" rel="nofollow noopener noreferrer" target="_blank">${inside}</a>`;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

const outline = (path: string): string =>
  svg(
    `<path d="${path}" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>`,
  );
const icons = {
  reply: outline('M20 11.500a7.500 7.500 0 0 1-11.200 6.500L4 19.500l1.500-4.600A7.500 7.500 0 1 1 20 11.500Z'),
  repeat: outline('M4 11V9a3 3 0 0 1 3-3h12M16 3l3 3-3 3M20 13v2a3 3 0 0 1-3 3H5M8 21l-3-3 3-3'),
  heart: outline(
    'M12 20s-7.500-4.400-7.500-10A4.200 4.200 0 0 1 12 7.500 4.200 4.200 0 0 1 19.500 10c0 5.600-7.500 10-7.500 10Z',
  ),
};

function deedsHtml(replies: number): string {
  const label = replies === 1 ? '1 reply' : `${replies} replies`;
  return `<div class="deeds"><span title="${label}">${icons.reply}<span aria-hidden="true">${replies}</span><span class="unseen">${label}</span></span>
<span aria-hidden="true">${icons.repeat}0</span><span aria-hidden="true">${icons.heart}0</span></div>`;
}
