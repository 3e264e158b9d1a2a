import { createHash } from 'node:crypto';
import twitterText from 'twitter-text';
import type { Account } from './accounts.ts';
import type { Post } from './posts.ts';
import type { Upload, Uploads } from './uploads.ts';

type Link = { start: number; end: number; url: string; expanded_url: string; display_url: string; media_key?: string };

/** A post's text as the API gives it, escaped and with its links wrapped, and where they stand. */
export function writtenText(
  post: Pick<Post, 'id' | 'text'>,
  { account, media, uploads }: { account: Account; media: readonly Upload[]; uploads: Uploads },
): { text: string; urls: Link[] } {
  const sent = post.text.normalize('NFC').trim();
  const urls: Link[] = [];
  let text = '';
  const add = (words: string): void => {
    text += words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  };
  const wrap = (expanded: string, more: Pick<Link, 'media_key'> = {}): void => {
    const start = [...text].length;
    const url = `https://t.co/${createHash('sha256').update(`${post.id} ${expanded}`).digest('hex').slice(0, 10)}`;
    text += url;
    const display = expanded.replace(/^https?:\/\//i, '').slice(0, 26);
    urls.push({ start, end: start + url.length, url, expanded_url: expanded, display_url: display, ...more });
  };
  let done = 0;
  for (const { url, indices } of twitterText.extractUrlsWithIndices(sent)) {
    add(sent.slice(done, indices[0]));
    wrap(/^https?:\/\//i.test(url) ? url : `http://${url}`);
    done = indices[1];
  }
  add(sent.slice(done));
  const [first] = media;
  if (first === undefined) return { text, urls };
  if (text !== '') text += ' ';
  const shows = first.category === 'tweet_video' ? 'video' : 'photo';
  wrap(`https://x.com/${account.username}/status/${post.id}/${shows}/1`, { media_key: uploads.mediaKeyOf(first) });
  return { text, urls };
}
