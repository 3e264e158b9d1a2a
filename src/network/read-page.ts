import { Parser } from 'htmlparser2';
import type { FetchedFile, FetchFile } from './fetch-file.ts';
import { FetchRefused, shownUrl } from './fetch-refused.ts';

/** What a page says of itself; null where it does not. `imageUrl` is absolute, and nobody has looked whether it opens. */
export type Page = { title: string | null; description: string | null; imageUrl: string | null };

/** What a page says of itself stands at its beginning: the rest is not read. */
const maxBytes = 1024 * 1024;
/** Deeper is no page's beginning, and the parser's time grows with the depth. */
const maxDepth = 100;
const maxTitle = 300;
const maxDescription = 1_000;
const maxUrl = 2_048;

/**
 * Fetches a web page and reads its Open Graph data (https://ogp.me), else its title and description.
 * @throws FetchRefused where it cannot be fetched or is no web page; the reason of the signal where that ends it.
 */
export async function readPage(fetchFile: FetchFile, url: string, signal?: AbortSignal): Promise<Page> {
  using file = await fetchFile(url, { maxBytes: Number.POSITIVE_INFINITY, accept: 'text/html', signal });
  const [type = '', ...parameters] = (file.contentType ?? '').toLowerCase().split(';');
  if (type.trim() !== 'text/html') throw noPage(url, type);
  const bytes = await beginningOf(file);
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='));
  return pageOf(decoded(bytes, charset?.slice('charset='.length)), file.url);
}

function noPage(url: string, type: string): FetchRefused {
  const what = type === '' ? 'says of itself no type' : `is of type ${type.slice(0, 50)}`;
  return new FetchRefused(`${shownUrl(url)} is no web page: it ${what}. Give the address of a page.`);
}

async function beginningOf({ body }: FetchedFile): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= maxBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
}

/** As the header says, else as the page does in its first bytes: https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding. */
function decoded(bytes: Buffer, fromHeader: string | undefined): string {
  const written = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(bytes.toString('latin1', 0, 1024))?.[1];
  for (const charset of [fromHeader?.replaceAll('"', ''), written]) {
    try {
      if (charset) return new TextDecoder(charset).decode(bytes);
    } catch {
      // It names none that there is: the next.
    }
  }
  return new TextDecoder().decode(bytes);
}

function pageOf(html: string, url: string): Page {
  const { named, title } = textsIn(html);
  const first = (...names: string[]) => names.map((name) => named.get(name)).find(Boolean) ?? null;
  return {
    title: cut(first('og:title') ?? title, maxTitle),
    description: cut(first('og:description', 'description'), maxDescription),
    imageUrl: absolute(first('og:image:secure_url', 'og:image', 'og:image:url'), url),
  };
}

/** The first of each that has something in it. */
function textsIn(html: string): { named: Map<string, string>; title: string | null } {
  const named = new Map<string, string>();
  const open: string[] = [];
  let title = '';
  let titleEnded = false;
  const parser = new Parser({
    onopentag(tag, { property, name, content }) {
      if (open.push(tag) > maxDepth) parser.pause();
      const key = (property ?? name ?? '').trim().toLowerCase();
      const text = oneLine(content ?? '');
      if (tag === 'meta' && text !== '' && !named.has(key)) named.set(key, text);
    },
    ontext(text) {
      if (!titleEnded && open.at(-1) === 'title' && !open.includes('svg')) title += text;
    },
    onclosetag() {
      open.pop();
      titleEnded = title.trim() !== '';
    },
  });
  parser.end(html);
  return { named, title: oneLine(title) || null };
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

function cut(text: string | null, max: number): string | null {
  if (text === null) return null;
  const characters = [...text];
  return characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : text;
}

function absolute(address: string | null, base: string): string | null {
  const url = address === null ? null : URL.parse(address, base);
  const fits = url !== null && /^https?:$/.test(url.protocol) && url.href.length <= maxUrl;
  return fits ? url.href : null;
}
