import type { Look, Network, PlayedNetwork, ShownPost } from '../network.ts';
import { escapeHtml } from './html.ts';
import { svg } from './shell.ts';

/** The look of what belongs to no network. */
export const frontLook: Look = {
  title: 'Sandbox',
  light: {
    accent: '#0b6b5d',
    page: '#f6f6f2',
    panel: '#ffffff',
    ink: '#191c1a',
    soft: '#5a625d',
    line: '#dfe1da',
    hover: '#eeefe9',
  },
  dark: {
    accent: '#5fd0bb',
    page: '#131614',
    panel: '#1b1f1d',
    ink: '#eef1ee',
    soft: '#a2aba5',
    line: '#2e3431',
    hover: '#222724',
  },
  font: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  avatarRadius: '50%',
  columnRadius: '14px',
  sign: '<path fill="currentColor" d="M3 20 5.200 9.500A2 2 0 0 1 7.150 8H8V5h2V3h4v2h2v3h.850a2 2 0 0 1 1.950 1.500L21 20Zm7-12h4V7h-4Zm0 12h4v-4a2 2 0 0 0-4 0Z"/>',
};

const routes = [
  ['GET /_published', 'Everything that is published, oldest first'],
  ['DELETE /_published', 'Removes every post'],
  ['GET /_faults', 'The faults that are armed, and those that exist'],
  ['POST /_faults', 'Arms a fault: channel, fault, and account, operation, times if wanted'],
  ['DELETE /_faults', 'Disarms all, and forgives revoked tokens'],
] as const;

/** The page that lists the networks and how to use them. */
export function frontBody(networks: readonly Network[], played: ReadonlyMap<string, PlayedNetwork>): string {
  const cards = networks.map((network) => cardHtml(network, played.get(network.channel)?.posts() ?? [])).join('');
  const logins = networks.flatMap(({ look, logins: list }) =>
    list.map(
      ({ name, secret }) =>
        `<tr><th scope="row">${escapeHtml(look.title)}</th><td><code>${escapeHtml(name)}</code></td><td><code>${escapeHtml(secret)}</code></td></tr>`,
    ),
  );
  const tools = routes.map(([route, sense]) => `<tr><th scope="row"><code>${route}</code></th><td>${sense}</td></tr>`);
  return `<h1>The networks, played</h1>
<p class="lead live">Posts stay on this machine. Each network answers below its own path, as strictly as the real one.</p>
<div class="networks" data-live>${cards}</div>
<h2>Accounts</h2>${table(['Network', 'Account', 'Password or token'], logins)}
<p class="lead">Any other name works too: <code>name.sandbox.test</code> with <code>app-password-name</code>, or the token <code>sandbox-token-name</code>.</p>
<h2>Tools</h2>${table(['Route', 'What it does'], tools)}
<pre><code>curl -X POST ${'$'}SANDBOX/_faults -H 'content-type: application/json' \\
  -d '{"channel":"mastodon","fault":"drop_after_accept"}'</code></pre>`;
}

function cardHtml({ channel, look }: Network, posts: readonly ShownPost[]): string {
  const newest = posts.at(-1);
  const latest = newest === undefined ? 'Nothing published yet' : `${newest.account.displayName}: ${newest.text}`;
  const tint = `light-dark(${look.light.accent}, ${look.dark.accent})`;
  const label = posts.length === 1 ? '1 post' : `${posts.length} posts`;
  return `<a class="network" href="/${channel}" style="--tint: ${tint}"><span class="head">${svg(look.sign)}${escapeHtml(look.title)}<span class="count" title="${label}">${posts.length}<span class="unseen"> published</span></span></span>
<p>${escapeHtml(latest)}</p></a>`;
}

function table(heads: readonly string[], rows: readonly string[]): string {
  const head = heads.map((name) => `<th scope="col">${name}</th>`).join('');
  return `<div class="scroll"><table class="sheet"><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
