import type { Look, Network } from '../network.ts';
import { escapeHtml } from './html.ts';
import { script } from './script.ts';
import { styleSheet } from './style.ts';

/** A page before it is a document. */
export type Page = { title: string; look: Look; networks: readonly Network[]; current: string | null; body: string };

/** Everything is inline: a page needs nothing but the sandbox. */
export const contentPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; media-src 'self'; base-uri 'none'; form-action 'none'";

/** The whole document of a page. */
export function shell({ title, look, networks, current, body }: Page): string {
  const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" color="${look.light.accent}">${look.sign}</svg>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(icon)}">
<style>${styleSheet(look)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the posts</a>
<header class="bar"><div>
<a class="brand" href="${current === null ? '/' : `/${escapeHtml(current)}`}">${svg(look.sign)}<span>${escapeHtml(look.title)}</span></a>
<nav aria-label="Networks">${tab('/', 'All', current === null)}${networks
    .map(({ channel, look: { title: name } }) => tab(`/${channel}`, name, current === channel))
    .join('')}</nav>
</div></header>
<main id="main">${body}</main>
<p class="unseen" role="status"></p>
<script>${script}</script>
</body>
</html>`;
}

/** A drawing that says nothing to a screen reader. */
export function svg(inside: string): string {
  return `<svg viewBox="0 0 24 24" aria-hidden="true">${inside}</svg>`;
}

function tab(path: string, label: string, current: boolean): string {
  return `<a href="${escapeHtml(path)}"${current ? ' aria-current="page"' : ''}>${escapeHtml(label)}</a>`;
}
