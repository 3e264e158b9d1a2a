import { z } from 'zod';
import { demoClient } from '../demo-client.ts';
import { DAY } from '../limits.ts';
import { type Answer, type Incoming, type Operation, Refused, type World } from '../network.ts';
import type { Grants, Issued } from '../oauth/grants.ts';
import type { Accounts } from './accounts.ts';
import { badParameter, refuse } from './error.ts';
import { parameters } from './parameters.ts';

const BODY_BYTES = 10_000;
const LONG_MS = 60 * DAY;
const OLD_ENOUGH_MS = DAY;

/** How one network's tokens differ from another's: what it calls the grants, and the scopes that it has. */
type Tokens = {
  world: World;
  network: string;
  grants: Grants;
  accounts: Accounts;
  exchange: string;
  refresh: string;
  scopes: readonly string[];
};

/** Tokens that are exchanged and prolonged by themselves: of an hour for a code, of sixty days for that, of sixty more for one that is a day old. */
export function longLivedTokens(tokens: Tokens): Operation[] {
  const { world, network, grants } = tokens;
  const issuedAt = world.store.table(`${network}/issued-at`, z.iso.datetime());
  const operation = (method: 'GET' | 'POST', path: string, run: (incoming: Incoming) => Answer): Operation => {
    return { name: `${method} ${path}`, method, path, publishes: false, maxBodyBytes: BODY_BYTES, run };
  };
  const lasting = ({ name, scopes }: Pick<Issued, 'name' | 'scopes'>): Answer => {
    const { accessToken, expiresInSeconds } = grants.issue(name, { accessMs: LONG_MS, scopes: scopesOf(scopes) });
    issuedAt.set(accessToken, world.now().toISOString());
    return { status: 200, body: { access_token: accessToken, token_type: 'bearer', expires_in: expiresInSeconds } };
  };
  return [
    operation('POST', '/oauth/access_token', (incoming) => forCode(incoming, tokens)),
    operation('GET', '/access_token', (incoming) => {
      const asked = parameters(incoming, exchangeSchema(tokens.exchange));
      if (!grants.knowsClient(demoClient.id, asked.client_secret))
        return refuse({ message: 'Error validating client secret.', code: 1 });
      return lasting(goodHolder(asked.access_token, grants));
    }),
    operation('GET', '/refresh_access_token', (incoming) => {
      const asked = parameters(incoming, refreshSchema(tokens.refresh));
      const holder = goodHolder(asked.access_token, grants);
      const at = issuedAt.get(asked.access_token);
      if (at !== undefined && world.now().getTime() - Date.parse(at) < OLD_ENOUGH_MS)
        return badParameter('The access token must be at least 24 hours old to be refreshed.');
      return lasting(holder);
    }),
  ];
}

const exchangeSchema = (kind: string) =>
  z.strictObject({ grant_type: z.literal(kind), client_secret: z.string(), access_token: z.string() });

const refreshSchema = (kind: string) => z.strictObject({ grant_type: z.literal(kind), access_token: z.string() });

const codeSchema = z.strictObject({
  client_id: z.string(),
  client_secret: z.string(),
  grant_type: z.literal('authorization_code'),
  redirect_uri: z.string(),
  code: z.string(),
});

function forCode(incoming: Incoming, { grants, accounts, scopes }: Tokens): Answer {
  const asked = parameters(incoming, codeSchema);
  if (!grants.knowsClient(asked.client_id, asked.client_secret)) return refuseCode('Invalid client secret');
  const issued = grants.redeem(asked.code, { clientId: asked.client_id, redirectUri: asked.redirect_uri });
  if (issued === null) return refuseCode('This authorization code has been used or has expired');
  const userId = accounts.meet(issued.name).id;
  const permissions = (issued.scopes ?? scopes).join(',');
  // The user's id is a number there, and has more digits than a double holds.
  const text = `{"access_token":${JSON.stringify(issued.accessToken)},"user_id":${userId},"permissions":"${permissions}"}`;
  return { status: 200, headers: { 'content-type': 'application/json' }, body: text };
}

/** The shape of errors before there is a token. */
function refuseCode(message: string): never {
  throw new Refused({ status: 400, body: { error_type: 'OAuthException', code: 400, error_message: message } });
}

function goodHolder(token: string, grants: Grants): Pick<Issued, 'name' | 'scopes'> {
  const holder = grants.holderOf(token);
  if (holder?.state === 'good') return holder;
  return refuse({
    message: 'Error validating access token: The session is invalid or has expired.',
    code: 190,
    ...(holder === null ? {} : { subcode: holder.state === 'expired' ? 463 : 460 }),
  });
}

function scopesOf(scopes: Issued['scopes']): string[] | null {
  return scopes === null ? null : [...scopes];
}
