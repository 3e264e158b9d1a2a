import type { Look } from '../network.ts';
import { escapeHtml } from '../pages/html.ts';
import { styleSheet } from '../pages/style.ts';

type Shown =
  | {
      look: Look;
      asked: { clientId: string; redirectUri: string; scopes: readonly string[] };
      /** What stands in the field for the account. */
      suggests: string;
      problem?: string;
    }
  | { look: Look; problems: readonly string[] };

/** A login page's document: the form, or what is wrong with the address that led to it. */
export function authorizeHtml(shown: Shown): string {
  const { look } = shown;
  const title =
    'asked' in shown ? `Authorise an application · ${look.title}` : `This cannot be authorised · ${look.title}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${styleSheet(look)}${own}</style>
</head>
<body>
<header class="bar"><div><span class="brand"><svg viewBox="0 0 24 24" aria-hidden="true">${look.sign}</svg><span>${escapeHtml(look.title)}</span></span></div></header>
<main>${'asked' in shown ? form(shown) : problems(shown)}</main>
</body>
</html>`;
}

function form({ look, asked, suggests, problem }: Extract<Shown, { asked: unknown }>): string {
  const scopes = asked.scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('');
  const described = problem === undefined ? '' : ' aria-describedby="problem" aria-invalid="true"';
  return `
<h1>Authorise ${escapeHtml(asked.clientId)}?</h1>
<p class="lead">It asks to use your account on ${escapeHtml(look.title)}, and sends you back to ${escapeHtml(new URL(asked.redirectUri).host)}.</p>
<form method="post" class="login">
<p>It will be allowed to:</p>
<ul>${scopes}</ul>
<label for="account">Account</label>
<input id="account" name="account" value="${escapeHtml(suggests)}" required maxlength="61" autocomplete="off" autocapitalize="none" spellcheck="false"${described}>
${problem === undefined ? '' : `<p id="problem" class="problem">${escapeHtml(problem)}</p>`}
<p class="lead">Every name is an account of the sandbox.</p>
<p class="choice"><button name="decision" value="authorise">Authorise</button>
<button name="decision" value="refuse" class="second" formnovalidate>Refuse</button></p>
</form>`;
}

function problems({ problems }: Extract<Shown, { problems: unknown }>): string {
  const list = problems.map((problem) => `<li>${escapeHtml(problem)}</li>`).join('');
  return `
<h1>This cannot be authorised</h1>
<p class="lead">The application has sent you here with a request that the network does not take:</p>
<ul>${list}</ul>`;
}

const own = `
.login { background: var(--panel); border: 1px solid var(--line); border-radius: 12px; padding: 4px 20px; }
.login label { display: block; font-weight: 600; }
.login input { width: 100%; margin: 6px 0; padding: 10px; font: inherit; color: inherit; background: var(--page); border: 1px solid var(--soft); border-radius: 8px; }
.login button { padding: 10px 18px; font: inherit; font-weight: 600; border: 1px solid var(--accent); border-radius: 999px; background: var(--accent); color: var(--panel); cursor: pointer; }
.login button.second { background: transparent; color: var(--accent); }
.login .problem { color: #c02b2b; }
.login .choice { display: flex; gap: 10px; }
`;
