import type { IncomingMessage, ServerResponse } from 'node:http';
import { ConnectionGone } from '../actions/account-connections.ts';
import { chooseProfiles } from '../actions/choose-profiles.ts';
import { finishAccountConnection } from '../actions/finish-account-connection.ts';
import type { ConnectionOutcome } from '../actions/keep-chosen.ts';
import {
  type ConnectPage,
  choicePage,
  connectDocument,
  connectedPage,
  notConnectedPage,
  styleSource,
} from './connect-pages.ts';
import { type OwnSites, whereFrom } from './own-sites.ts';
import type { ServerDeps } from './server-deps.ts';

/** What browsers come back to from networks' login pages. */
export const connectPath = '/connect/';
export const callbackPath = `${connectPath}callback`;
const choicePath = `${connectPath}choice`;

const maxFormBytes = 64 * 1024;

type Exchange = { request: IncomingMessage; response: ServerResponse; sites: OwnSites };

/**
 * Answers a browser that comes from a network's login page, or has chosen among profiles. It shows no key: the state, and the token in the
 * form, are 256 random bits that work once.
 */
export async function serveConnecting(deps: ServerDeps, { request, response, sites }: Exchange): Promise<void> {
  const url = new URL(request.url ?? '', 'http://any');
  const method = methodOf(url.pathname);
  if (method === null || !sites.allowsHost(whereFrom(request).host))
    return void response.writeHead(404, { 'content-type': 'text/plain' }).end('Nothing is here.\n');
  if (request.method !== method) return void response.writeHead(405, { allow: method }).end();
  try {
    const outcome = method === 'GET' ? await comeBack(deps, url) : await choose(deps, request);
    if (outcome === null) return void response.writeHead(413, { connection: 'close' }).end();
    answer(response, outcome);
  } catch (error) {
    if (error instanceof ConnectionGone)
      return void show(response, { status: 400, page: notConnectedPage(error.message) });
    deps.log.error({ err: error }, 'Connecting an account failed.');
    show(response, {
      status: 500,
      page: notConnectedPage('Something went wrong here; the log of this server says what.'),
    });
  }
}

function methodOf(path: string): 'GET' | 'POST' | null {
  if (path === callbackPath) return 'GET';
  return path === choicePath ? 'POST' : null;
}

function comeBack(deps: ServerDeps, { searchParams }: URL): Promise<ConnectionOutcome> {
  const state = searchParams.get('state') ?? '';
  return finishAccountConnection(deps, { state, code: searchParams.get('code'), error: searchParams.get('error') });
}

async function choose(deps: ServerDeps, request: IncomingMessage): Promise<ConnectionOutcome | null> {
  const form = await readForm(request);
  if (form === null) return null;
  const remoteIds = form.get('decision') === 'connect' ? form.getAll('profile') : null;
  return chooseProfiles(deps, { token: form.get('token') ?? '', remoteIds });
}

/** A form's fields, or null where it is longer than any of ours. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += (chunk as Buffer).length;
    if (bytes > maxFormBytes) return null;
    chunks.push(chunk as Buffer);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

function answer(response: ServerResponse, outcome: ConnectionOutcome): void {
  const { returnTo, room } = outcome;
  const { label } = room.profile;
  if (outcome.came === 'to_choose') {
    const { token, profiles, problem } = outcome;
    const page = choicePage({ label, action: choicePath, token, profiles, ...(problem ? { problem } : {}) });
    return void show(response, { status: problem ? 400 : 200, page, leadsTo: returnTo });
  }
  if (outcome.came === 'connected') {
    const { accountIds } = outcome;
    if (returnTo !== null) return void sendOn(response, returnTo, { connected: accountIds.join(',') });
    return void show(response, { status: 200, page: connectedPage(label, accountIds.length) });
  }
  // The words of RFC 6749, section 4.1.2.1; what a network makes up beside them is passed on where it is such a word.
  const error = /^[\w.-]{1,100}$/.test(outcome.error) ? outcome.error : 'login_failed';
  if (returnTo !== null) return void sendOn(response, returnTo, { error });
  show(response, { status: 400, page: notConnectedPage(outcome.message) });
}

function sendOn(response: ServerResponse, returnTo: string, parameters: Record<string, string>): void {
  const address = new URL(returnTo);
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  response.writeHead(303, { ...careful(null), location: address.href }).end();
}

type Shown = {
  status: number;
  page: ConnectPage /** Where the page's form leads in the end. */;
  leadsTo?: string | null;
};

function show(response: ServerResponse, { status, page, leadsTo = null }: Shown): void {
  const headers = { ...careful(leadsTo), 'content-type': 'text/html; charset=utf-8' };
  response.writeHead(status, headers).end(connectDocument(page));
}

/** Browsers hold form-action against where the answer to a form sends them, too. */
function careful(leadsTo: string | null): Record<string, string> {
  const formAction = leadsTo === null ? "'self'" : `'self' ${new URL(leadsTo).origin}`;
  return {
    'content-security-policy': `default-src 'none'; style-src ${styleSource()}; form-action ${formAction}; base-uri 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
  };
}
