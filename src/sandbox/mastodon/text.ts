import { escapeHtml } from '../pages/html.ts';

/** What Mastodon makes a link of. */
export type Entity =
  | { kind: 'url'; start: number; end: number; url: string }
  | { kind: 'mention'; start: number; end: number; username: string; domain: string | null }
  | { kind: 'tag'; start: number; end: number; name: string };

export const CHARACTERS_PER_URL = 23;
const SHOWN_URL_LENGTH = 30;

// Of the lookbehinds: an entity starts a word. The real server knows more letters and all top-level domains.
const URL_PATTERN =
  /(?<![\p{L}\p{N}@_/])https?:\/\/[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?(?::\d+)?(?:[/?#][^\s<>"]*)?/giu;
const MENTION_PATTERN = /(?<![\p{L}\p{N}_/=])@([a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)(?:@([\p{L}\p{N}.-]+[\p{L}\p{N}]))?/giu;
const TAG_PATTERN = /(?<![\p{L}\p{N}_/&])#([\p{L}\p{N}_\p{M}]*[\p{L}_\p{M}][\p{L}\p{N}_\p{M}]*)/giu;

/** URLs, mentions and hashtags, in their order, without overlaps. */
export function entitiesOf(text: string): Entity[] {
  const urls = [...text.matchAll(URL_PATTERN)].map((match): Entity => {
    const url = trimPunctuation(match[0]);
    return { kind: 'url', start: match.index, end: match.index + url.length, url };
  });
  const mentions = [...text.matchAll(MENTION_PATTERN)].map((match): Entity => {
    const [all, username = '', domain = null] = match;
    return { kind: 'mention', start: match.index, end: match.index + all.length, username, domain };
  });
  const tags = [...text.matchAll(TAG_PATTERN)].map((match): Entity => {
    const [all, name = ''] = match;
    return { kind: 'tag', start: match.index, end: match.index + all.length, name };
  });
  return withoutOverlaps([...urls, ...mentions, ...tags].sort((a, b) => a.start - b.start));
}

/** The length that counts against the limit: 23 for a URL, the local part for a mention, graphemes for the rest. */
export function countedLength(text: string, spoilerText: string): number {
  const counted = rewrite(text, (entity, written) => {
    if (entity.kind === 'url') return 'x'.repeat(CHARACTERS_PER_URL);
    return entity.kind === 'mention' ? `@${entity.username}` : written;
  });
  return [...new Intl.Segmenter().segment(spoilerText + counted)].length;
}

/** The content as HTML: paragraphs, line breaks, and what `renderEntity` makes of the entities. */
export function contentHtml(text: string, renderEntity: (entity: Entity, written: string) => string): string {
  const paragraphs = text.trim().split(/\n{2,}/);
  const html = paragraphs.map((paragraph) => {
    const linked = rewrite(paragraph, renderEntity, escapeHtml);
    return `<p>${linked.replaceAll('\n', '<br />')}</p>`;
  });
  return text.trim() === '' ? '' : html.join('');
}

/** A URL as Mastodon writes it: protocol and tail hidden, the middle shown. */
export function urlHtml(url: string): string {
  const prefix = /^https?:\/\/(?:www\.)?/i.exec(url)?.[0] ?? '';
  const shown = url.slice(prefix.length, prefix.length + SHOWN_URL_LENGTH);
  const rest = url.slice(prefix.length + SHOWN_URL_LENGTH);
  const middle = `<span class="${rest === '' ? '' : 'ellipsis'}">${escapeHtml(shown)}</span>`;
  const hidden = (part: string): string => `<span class="invisible">${escapeHtml(part)}</span>`;
  return `<a href="${escapeHtml(url)}" target="_blank" rel="nofollow noopener" translate="no">${hidden(prefix)}${middle}${hidden(rest)}</a>`;
}

function rewrite(
  text: string,
  renderEntity: (entity: Entity, written: string) => string,
  renderText: (text: string) => string = (plain) => plain,
): string {
  let result = '';
  let done = 0;
  for (const entity of entitiesOf(text)) {
    result += renderText(text.slice(done, entity.start)) + renderEntity(entity, text.slice(entity.start, entity.end));
    done = entity.end;
  }
  return result + renderText(text.slice(done));
}

function withoutOverlaps(ordered: readonly Entity[]): Entity[] {
  let done = 0;
  return ordered.filter(({ start, end }) => {
    if (start < done) return false;
    done = end;
    return true;
  });
}

function trimPunctuation(url: string): string {
  const trimmed = url.replace(/[.,:;!?'"*_~\]]+$/u, '');
  // A closing bracket belongs to the URL only if it was opened in it.
  if (!trimmed.endsWith(')') || trimmed.includes('(')) return trimmed;
  return trimPunctuation(trimmed.slice(0, -1));
}
