import { escapeHtml, innerLink, link } from '../pages/html.ts';

/** https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/little-text-format */
type Token = { kind: 'text' | 'hashtag'; text: string } | { kind: 'mention'; text: string; urn: string };

const RESERVED = '\\|{}@[]()<>#*_~';
const template = /\{hashtag\|\\?#\|((?:\\.|[^\\{}|])+)\}/y;
const mention = /@\[((?:\\.|[^\\[\]])+)\]\((urn:li:(?:person|organization):[\w-]+)\)/y;
const hashtag = /#([\p{L}\p{N}]+)/uy;
/** A closing bracket belongs to an address only if it was opened in it. */
const urls = /https?:\/\/(?:\([^\s<>"()]*\)|[^\s<>"()])*(?:\([^\s<>"()]*\)|[^\s<>"().,:;!?\]])/g;

/** Reads a commentary. Like the real network it ends, without a word, at a reserved character that is not escaped. */
export function parseLittle(little: string): Token[] {
  const tokens: Token[] = [];
  let text = '';
  let at = 0;
  const flush = (): void => {
    if (text !== '') tokens.push({ kind: 'text', text });
    text = '';
  };
  while (at < little.length) {
    const element = elementAt(little, at);
    if (element !== null) {
      flush();
      tokens.push(element.token);
      at += element.length;
      continue;
    }
    const letter = little.charAt(at);
    const next = little.charAt(at + 1);
    const isEscape = letter === '\\' && next !== '' && RESERVED.includes(next);
    if (!isEscape && RESERVED.includes(letter)) break;
    text += isEscape ? next : letter;
    at += isEscape ? 2 : 1;
  }
  flush();
  return tokens;
}

/** What people read. */
export function plainOf(tokens: readonly Token[]): string {
  return tokens.map(({ kind, text }) => (kind === 'hashtag' ? `#${text}` : text)).join('');
}

/** The commentary as the network gives it back. */
export function canonicalOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      const text = escaped(token.text);
      if (token.kind === 'mention') return `@[${text}](${token.urn})`;
      return token.kind === 'hashtag' ? `{hashtag|\\#|${text}}` : text;
    })
    .join('');
}

/** The same as safe HTML. */
export function htmlOf(tokens: readonly Token[], prefix: string): string {
  return tokens
    .map((token) => {
      if (token.kind === 'hashtag') return innerLink(prefix + tagPath(token.text), `#${token.text}`);
      return token.kind === 'mention' ? `<b>${escapeHtml(token.text)}</b>` : textHtml(token.text);
    })
    .join('');
}

export function tagPathsOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ kind, text }) => (kind === 'hashtag' ? [tagPath(text)] : []));
}

/** A text without elements as safe HTML. */
export function textHtml(text: string): string {
  let html = '';
  let done = 0;
  for (const { 0: url, index } of text.matchAll(urls)) {
    html += escapeHtml(text.slice(done, index)) + link(url, url);
    done = index + url.length;
  }
  return (html + escapeHtml(text.slice(done))).replaceAll('\n', '<br>');
}

function elementAt(little: string, at: number): { token: Token; length: number } | null {
  const [tag, word] = stickyMatch(template, little, at) ?? stickyMatch(hashtag, little, at) ?? [];
  if (tag !== undefined) return { token: { kind: 'hashtag', text: unescaped(word ?? '') }, length: tag.length };
  const [all, name = '', urn = ''] = stickyMatch(mention, little, at) ?? [];
  return all === undefined ? null : { token: { kind: 'mention', text: unescaped(name), urn }, length: all.length };
}

function stickyMatch(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function tagPath(word: string): string {
  return `/feed/hashtag/${encodeURIComponent(word.toLowerCase())}`;
}

function escaped(text: string): string {
  return [...text].map((letter) => (RESERVED.includes(letter) ? `\\${letter}` : letter)).join('');
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
