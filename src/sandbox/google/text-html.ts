import { escapeHtml, link } from '../pages/html.ts';

const urls = /https?:\/\/[^\s<>"]+/gi;

/** A text with its links, as safe HTML. */
export function textHtml(text: string): string {
  let html = '';
  let done = 0;
  for (const { 0: url, index } of text.matchAll(urls)) {
    html += escapeHtml(text.slice(done, index)) + link(url, url);
    done = index + url.length;
  }
  return html + escapeHtml(text.slice(done));
}
