import type { Network, ShownPost } from '../network.ts';
import { escapeHtml } from './html.ts';
import { threadHtml } from './post.ts';
import { svg } from './shell.ts';
import { threadsOf } from './threads.ts';

const SHOWN_THREADS = 50;

/** What a path of a network shows. */
export type View = { title: string; body: string };

/** The view that a path below the network's prefix opens, or null where nothing is. */
export function viewOf(network: Network, path: string, posts: readonly ShownPost[]): View | null {
  if (path === '' || path === '/') return feedView(network, posts);
  return postView(network, path, posts) ?? profileView(network, path, posts) ?? tagView(network, path, posts);
}

/** The view of a path where nothing is, or is no more. */
export function goneView({ look }: Network): View {
  const message = `<div class="column"><div class="empty">${svg(look.sign)}<b>This page is not here</b>The post may have been removed, or it never existed.</div></div>`;
  return { title: 'Not here', body: `<div data-live>${message}</div>` };
}

function feedView(network: Network, posts: readonly ShownPost[]): View {
  const { title } = network.look;
  const head = heading('Latest posts', `${title}, played by the sandbox: nothing here left this machine.`);
  return { title: `${title} (sandbox)`, body: head + column(network, posts) };
}

function postView(network: Network, path: string, posts: readonly ShownPost[]): View | null {
  const post = posts.find(({ paths }) => paths.includes(path));
  if (post === undefined) return null;
  const thread = threadsOf(posts).find(({ root, replies }) => [root, ...replies].includes(post));
  const html = thread === undefined ? '' : threadHtml(thread, `/${network.channel}`, post.id);
  const title = `${post.account.displayName}: “${post.text.slice(0, 60)}”`;
  return {
    title,
    body: `<h1 class="unseen">Post by ${escapeHtml(post.account.displayName)}</h1><div class="column" data-live>${html}</div>`,
  };
}

function profileView(network: Network, path: string, posts: readonly ShownPost[]): View | null {
  const own = posts.filter(({ account }) => account.paths.includes(path));
  const account = own[0]?.account;
  if (account === undefined) return null;
  const head = heading(account.displayName, account.handle);
  return { title: `${account.displayName} (${account.handle})`, body: head + column(network, own) };
}

function tagView(network: Network, path: string, posts: readonly ShownPost[]): View | null {
  const tagged = posts.filter(({ tagPaths }) => tagPaths.includes(path.toLowerCase()));
  if (tagged.length === 0) return null;
  const tag = `#${decodeURIComponent(path.slice(path.lastIndexOf('/') + 1))}`;
  return { title: tag, body: heading(tag, 'Posts with this hashtag') + column(network, tagged) };
}

function heading(title: string, lead: string): string {
  return `<h1>${escapeHtml(title)}</h1><p class="lead live">${escapeHtml(lead)}</p>`;
}

function column({ channel, look }: Network, posts: readonly ShownPost[]): string {
  const threads = threadsOf(posts);
  const shown = threads.slice(0, SHOWN_THREADS).map((thread) => threadHtml(thread, `/${channel}`));
  const hidden = threads.length - shown.length;
  const empty = `<div class="empty">${svg(look.sign)}<b>Nothing here yet</b>What is published appears at once, without a reload.</div>`;
  const more = hidden > 0 ? `<p class="more">and ${hidden} older</p>` : '';
  return `<div class="column" data-live>${shown.length === 0 ? empty : shown.join('') + more}</div>`;
}
