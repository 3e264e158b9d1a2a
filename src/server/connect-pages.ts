import { createHash } from 'node:crypto';
import { escapeHtml } from './escape-html.ts';

/** A page that a browser sees on its way back from a network. */
export type ConnectPage = { title: string; body: string };

/** A profile to choose. */
type Profile = { remoteId: string; username: string; nickname: string | null };
type Choice = { label: string; action: string; token: string; profiles: readonly Profile[]; problem?: string };

export function connectedPage(label: string, count: number): ConnectPage {
  const what = count === 1 ? 'The account is' : `${count} accounts are`;
  return {
    title: 'Connected',
    body: `<p>${what} connected on ${escapeHtml(label)}. You may close this window.</p>`,
  };
}

export function notConnectedPage(message: string): ConnectPage {
  return {
    title: 'Nothing was connected',
    body: `<p>${escapeHtml(message)}</p><p>You may close this window, and start again where you came from.</p>`,
  };
}

/** One login opened several profiles: a person chooses. */
export function choicePage({ label, action, token, profiles, problem }: Choice): ConnectPage {
  const boxes = profiles.map(
    ({ remoteId, username, nickname }) => `
<li><label><input type="checkbox" name="profile" value="${escapeHtml(remoteId)}">
<span>${escapeHtml(nickname ?? username)} <small>@${escapeHtml(username)}</small></span></label></li>`,
  );
  return {
    title: `Choose what to connect on ${label}`,
    body: `
<form method="post" action="${action}">
<input type="hidden" name="token" value="${escapeHtml(token)}">
${problem === undefined ? '' : `<p class="problem" role="alert">${escapeHtml(problem)}</p>`}
<fieldset><legend>Your login opens ${profiles.length} profiles. Posts can be published to those that you connect.</legend>
<ul>${boxes.join('')}</ul></fieldset>
<p><button name="decision" value="connect">Connect</button> <button name="decision" value="cancel" class="second">Cancel</button></p>
</form>`,
  };
}

/** The whole document. */
export function connectDocument({ title, body }: ConnectPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Postern</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

/** The one style that the pages have, as a content security policy names it. */
export function styleSource(): string {
  return `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
}

const style = `
:root { color-scheme: light dark; --page: #f4f4f6; --panel: #fff; --ink: #1b1b22; --line: #d5d5dd; --accent: #3d4fc4; --on-accent: #fff; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --page: #131318; --panel: #1d1d24; --ink: #ececf1; --line: #3a3a45; --accent: #a9b4ff; --on-accent: #15152b; --bad: #ffb4ab; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 520px; margin: 12vh auto 40px; padding: 12px 28px 20px; background: var(--panel); border: 1px solid var(--line); border-radius: 14px; }
h1 { font-size: 22px; line-height: 1.25; }
fieldset { border: 0; margin: 0; padding: 0; }
ul { list-style: none; margin: 14px 0; padding: 0; }
li label { display: flex; gap: 12px; align-items: center; padding: 10px 4px; border-bottom: 1px solid var(--line); }
input { width: 20px; height: 20px; accent-color: var(--accent); }
button { padding: 9px 18px; font: inherit; font-weight: 600; color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: 9px; }
button.second { color: var(--accent); background: transparent; }
.problem { color: var(--bad); }
`;
