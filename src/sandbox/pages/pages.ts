import type { Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Env } from '../calls.ts';
import type { Files } from '../files.ts';
import { mediaFacts } from '../media-facts.ts';
import type { Network, PlayedNetwork } from '../network.ts';
import type { Store } from '../store.ts';
import { frontBody, frontLook } from './front-page.ts';
import { goneView, viewOf } from './network-page.ts';
import { contentPolicy, type Page, shell } from './shell.ts';

type Parts = {
  networks: readonly Network[];
  played: ReadonlyMap<string, PlayedNetwork>;
  store: Store;
  files: Files;
};

/** Serves the pages on which people see what was published, live. */
export function servePages(app: Hono<Env>, parts: Parts): void {
  const { networks, played } = parts;
  serveStream(app, parts);
  serveFiles(app, parts);
  app.get('/', (c) => {
    const body = frontBody(networks, played);
    return html(c, { title: 'Sandbox', look: frontLook, networks, current: null, body });
  });
  for (const network of networks) {
    const { channel, look } = network;
    app.get(`/${channel}/missing.svg`, (c) => c.body(emptyPicture, 200, { 'content-type': 'image/svg+xml' }));
    app.on('GET', [`/${channel}`, `/${channel}/*`], (c) => {
      const path = c.req.path.slice(channel.length + 1);
      const posts = played.get(channel)?.posts() ?? [];
      const view = viewOf(network, path + new URL(c.req.url).search, posts) ?? viewOf(network, path, posts);
      const page = { look, networks, current: channel, ...(view ?? goneView(network)) };
      return html(c, page, view === null ? 404 : 200);
    });
  }
}

const emptyPicture =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path fill="#9aa0b4" d="M0 0h1v1H0z"/></svg>';

function html(c: Context<Env>, page: Page, status: 200 | 404 = 200): Response {
  return c.html(shell(page), status, { 'content-security-policy': contentPolicy, 'cache-control': 'no-store' });
}

/** The media of posts. They never change, for they are named by what they are. */
function serveFiles(app: Hono<Env>, { files }: Pick<Parts, 'files'>): void {
  app.get('/_files/:key', (c) => {
    const bytes = files.get(c.req.param('key'));
    if (bytes === null) return c.notFound();
    const type = mediaFacts(bytes)?.mimeType ?? 'application/octet-stream';
    const headers = { 'content-type': type, 'x-content-type-options': 'nosniff', 'cache-control': 'max-age=31536000' };
    return c.body(new Uint8Array(bytes), 200, headers);
  });
}

/** Tells a page whenever something changed; the page looks for itself what it was. */
function serveStream(app: Hono<Env>, { store }: Pick<Parts, 'store'>): void {
  const listeners = new Set<() => void>();
  store.onChange(() => {
    for (const listener of listeners) listener();
  });
  app.get('/_stream', (c) =>
    streamSSE(c, async (stream) => {
      const ended = Promise.withResolvers<void>();
      const tell = (): void => void stream.writeSSE({ event: 'change', data: '' }).catch(ended.resolve);
      stream.onAbort(ended.resolve);
      listeners.add(tell);
      await stream.writeSSE({ event: 'ready', data: '' });
      await ended.promise;
      listeners.delete(tell);
    }),
  );
}
