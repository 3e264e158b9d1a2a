import { createHash, randomBytes } from 'node:crypto';
import { requireScope } from '../domain/actor.ts';
import { Refusal, type UserError } from '../domain/refusal.ts';
import { channelOf, publishingRooms } from '../platforms/index.ts';
import type { Authorization, ClientKeys, PublishingRoom } from '../platforms/platform.ts';
import { keepConnection } from './account-connections.ts';
import { notConnectable } from './connectable-room.ts';
import type { ActionContext } from './context.ts';

export type StartAccountConnectionInput = { channel: string; returnTo: string | null };

const channelPath = ['input', 'channel'];
const returnToPath = ['input', 'returnTo'];
const maxReturnTo = 2_000;

/**
 * Begins connecting accounts through the network's own login page, and gives the page's address: for one person, once, for 15 minutes.
 * @throws Refusal where the channel has no such page, the operator's application at the network is not set up, or returnTo is not allowed.
 */
export async function startAccountConnection(
  context: ActionContext,
  { channel, returnTo }: StartAccountConnectionInput,
): Promise<{ authorizationUrl: string }> {
  requireScope(context.actor, 'ACCOUNTS_WRITE');
  const { returnOrigins, callbackUrl, hostUrl } = context.loginPages;
  const found = findLogin(context, channel);
  const allowed = returnTo === null || isAllowed(returnTo, returnOrigins);
  if ('problem' in found) throw new Refusal([found.problem, ...(allowed ? [] : [notAllowed()])]);
  if (!allowed) throw new Refusal([notAllowed()]);
  const { room, authorization, client } = found;
  const codeVerifier = randomBytes(32).toString('base64url');
  const state = await keepConnection(context, { room, stage: 'LOGIN', content: { codeVerifier }, returnTo });
  const page = hostUrl(room, authorization.host) + authorization.path;
  return { authorizationUrl: addressOf(page, { authorization, client, callbackUrl, state, codeVerifier }) };
}

type Login = { room: PublishingRoom; authorization: Authorization<unknown>; client: ClientKeys };

function findLogin({ loginPages }: ActionContext, network: string): Login | { problem: UserError } {
  const room = publishingRooms.get(network);
  if (room === undefined) return { problem: notConnectable(network, channelPath) };
  const { authorization } = room.connecting;
  if (authorization === null) return { problem: withoutPage(room) };
  const client = loginPages.clients[network];
  return client === undefined ? { problem: withoutClient(room) } : { room, authorization, client };
}

type Asking = {
  authorization: Authorization<unknown>;
  client: ClientKeys;
  callbackUrl: string;
  state: string;
  codeVerifier: string;
};

/** RFC 6749, section 4.1.1, and RFC 7636, section 4.3. */
function addressOf(page: string, { authorization, client, callbackUrl, state, codeVerifier }: Asking): string {
  const { clientIdName, scopes, scopeSeparator, pkce, parameters } = authorization;
  const challenge = createHash('sha256').update(codeVerifier).digest('base64url');
  const address = new URL(page);
  const asked = {
    response_type: 'code',
    [clientIdName]: client.id,
    redirect_uri: callbackUrl,
    scope: scopes.join(scopeSeparator),
    state,
    ...(pkce ? { code_challenge: challenge, code_challenge_method: 'S256' } : {}),
    ...parameters,
  };
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  // A form writes a space as "+", which not every network reads; all read %20.
  address.search = address.search.replaceAll('+', '%20');
  return address.href;
}

function isAllowed(returnTo: string, origins: readonly string[]): boolean {
  const address = returnTo.length > maxReturnTo ? null : URL.parse(returnTo);
  if (address === null || address.username !== '' || address.password !== '') return false;
  return /^https?:$/.test(address.protocol) && origins.includes(address.origin);
}

function notAllowed(): UserError {
  const message = `returnTo has to be a whole address of at most ${maxReturnTo} characters, on this server or on one of the origins in CORS_ORIGINS.`;
  return { code: 'INVALID', message, path: returnToPath };
}

function withoutPage({ profile }: PublishingRoom): UserError {
  const message = `${profile.label} has no login page for this. Connect it with connectAccount.`;
  return { code: 'INVALID', message, path: channelPath, network: profile.network };
}

function withoutClient({ profile }: PublishingRoom): UserError {
  const { network, label } = profile;
  const variables = `${channelOf(network)}_CLIENT_ID and ${channelOf(network)}_CLIENT_SECRET`;
  const message = `This server has no application at ${label}. Its operator has to set ${variables}.`;
  return { code: 'CHANNEL_UNAVAILABLE', message, path: channelPath, network };
}
