import { demoClient } from '../demo-client.ts';
import type { Answer, Incoming, Look, Operation } from '../network.ts';
import { authorizeHtml } from './authorize-html.ts';
import type { Grants } from './grants.ts';
import { accountName } from './tokens.ts';

/** How a network's login page differs from another's. */
export type AuthorizePage = {
  grants: Grants;
  look: Look;
  /** Below the network's prefix. */
  path: string;
  clientIdName: 'client_id' | 'client_key';
  /** Every scope that the network has. */
  scopes: readonly string[];
  scopeSeparator: ' ' | ',';
  /** What has to stand in the address beside that, as it has to be. */
  parameters?: Readonly<Record<string, string>>;
  /** The account that the page suggests: the one that demo mode connects. */
  suggests: string;
};

/** What an application asks for, when nothing is wrong with it. */
type Asked = {
  clientId: string;
  redirectUri: string;
  state: string;
  scopes: readonly string[];
  codeChallenge: string | null;
};

/**
 * A network's login page, as two operations to put beside its others (RFC 6749, section 4.1.1).
 *
 * A request with anything wrong in it is shown what, and goes nowhere. Else a person names an account and authorises, or refuses,
 * and is sent back with `code` and `state`, or with `error=access_denied`.
 */
export function authorizePage(page: AuthorizePage): Operation[] {
  const operation = { name: 'authorize', path: page.path, publishes: false, maxBodyBytes: 10_000 };
  return [
    { ...operation, method: 'GET', run: (incoming) => show(incoming, page) },
    { ...operation, method: 'POST', run: (incoming) => decide(incoming, page) },
  ];
}

function show({ query }: Incoming, page: AuthorizePage): Answer {
  const { asked, problems } = readAsked(query, page);
  if (asked === null) return refused(page, problems);
  return html(200, authorizeHtml({ look: page.look, asked, suggests: page.suggests }));
}

function decide({ query, body }: Incoming, page: AuthorizePage): Answer {
  const { asked, problems } = readAsked(query, page);
  if (asked === null) return refused(page, problems);
  const form = new URLSearchParams(body);
  const sendBack = (parameters: Record<string, string>): Answer => {
    const address = new URL(asked.redirectUri);
    for (const [name, value] of Object.entries({ ...parameters, state: asked.state }))
      address.searchParams.set(name, value);
    return { status: 302, headers: { location: address.href, 'cache-control': 'no-store' }, body: undefined };
  };
  if (form.get('decision') !== 'authorise') return sendBack({ error: 'access_denied' });
  const typed = (form.get('account') ?? '').trim().replace(/^@/, '');
  const name = accountName(typed);
  if (name === null) {
    const problem = 'An account is called by 1 to 60 letters, digits, “_”, “-” and “.”.';
    return html(400, authorizeHtml({ look: page.look, asked, suggests: typed, problem }));
  }
  const { clientId, redirectUri, scopes, codeChallenge } = asked;
  return sendBack({ code: page.grants.issueCode({ name, clientId, redirectUri, scopes: [...scopes], codeChallenge }) });
}

function readAsked(query: URLSearchParams, page: AuthorizePage): { asked: Asked | null; problems: string[] } {
  const of = (name: string) => query.get(name) ?? '';
  const asked = {
    clientId: of(page.clientIdName),
    redirectUri: of('redirect_uri'),
    state: of('state'),
    scopes: of('scope').split(page.scopeSeparator).filter(Boolean),
    codeChallenge: page.grants.pkce === 'none' ? null : query.get('code_challenge'),
  };
  const unknown = asked.scopes.filter((scope) => !page.scopes.includes(scope));
  const wrong: [boolean, string][] = [
    [asked.clientId !== demoClient.id, `${page.clientIdName} must be ${demoClient.id}.`],
    [!isRedirect(asked.redirectUri), 'redirect_uri must be an https address, or one on this machine.'],
    [of('response_type') !== 'code', 'response_type must be code.'],
    [asked.state === '', 'state is missing.'],
    [asked.scopes.length === 0, 'scope is missing.'],
    [unknown.length > 0, `scope has what the network does not know: ${unknown.join(', ')}.`],
    [asked.codeChallenge === null && page.grants.pkce === 'required', 'code_challenge is missing.'],
    [asked.codeChallenge !== null && !isChallenge(query), 'code_challenge must be one of code_challenge_method S256.'],
    ...Object.entries(page.parameters ?? {}).map(([name, value]): [boolean, string] => [
      of(name) !== value,
      `${name} must be ${value}.`,
    ]),
  ];
  const problems = wrong.filter(([is]) => is).map(([, problem]) => problem);
  return { asked: problems.length === 0 ? asked : null, problems };
}

function isRedirect(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, hash } = new URL(address);
  const here = hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
  return hash === '' && (protocol === 'https:' || (protocol === 'http:' && here));
}

function isChallenge(query: URLSearchParams): boolean {
  return query.get('code_challenge_method') === 'S256' && /^[\w-]{43}$/.test(query.get('code_challenge') ?? '');
}

function refused({ look }: AuthorizePage, problems: readonly string[]): Answer {
  return html(400, authorizeHtml({ look, problems }));
}

function html(status: number, text: string): Answer {
  // A browser holds form-action against every address that the answer to the form leads to, the application's own pages among them.
  const policy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' http: https:";
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  };
  return { status, headers, body: text };
}
