import { escapeHtml, innerLink, link } from '../pages/html.ts';
import type { Accounts } from './accounts.ts';

const entities = /(https?:\/\/[^\s<>"]+)|#([\p{L}\p{N}_]+)|(?<![\p{L}\p{N}_.@])@([a-z0-9_.]+)/giu;

type Linking = { channel: string; accounts: Accounts };

/** A text with its links, tags and mentions of who is here, as safe HTML. */
export function linkedText(text: string, { channel, accounts }: Linking): string {
  let html = '';
  let done = 0;
  for (const match of text.matchAll(entities)) {
    const [written, url, tag, name] = match;
    html += escapeHtml(text.slice(done, match.index));
    if (url !== undefined) html += link(url, url.replace(/^https?:\/\/(www\.)?/i, ''));
    else if (tag !== undefined) html += innerLink(`/${channel}${tagPath(tag)}`, written);
    else html += mention(written, name ?? '', { channel, accounts });
    done = match.index + written.length;
  }
  return html + escapeHtml(text.slice(done));
}

export function linksIn(text: string): string[] {
  return [...text.matchAll(entities)].flatMap(([, url]) => (url === undefined ? [] : [url]));
}

export function tagsIn(text: string): string[] {
  return [...text.matchAll(entities)].flatMap(([, , tag]) => (tag === undefined ? [] : [tag]));
}

export function tagPath(tag: string): string {
  return `/tags/${encodeURIComponent(tag.toLowerCase())}`;
}

function mention(written: string, name: string, { channel, accounts }: Linking): string {
  const account = accounts.byUsername(name);
  return account === undefined ? escapeHtml(written) : innerLink(`/${channel}/@${account.username}`, written);
}
