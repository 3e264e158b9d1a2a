import { z } from 'zod';
import type { Answer, Incoming, Operation, World } from '../network.ts';
import type { Account, Accounts } from './accounts.ts';
import { HANDLE_DOMAIN } from './accounts.ts';
import { POST } from './collections.ts';
import { BLOB_LIMIT } from './repo-operations.ts';
import type { Repos } from './repos.ts';
import { issueServiceToken, serverDid, serviceAuthSchema } from './service-auth.ts';
import type { Tokens } from './tokens.ts';
import { format, input, noInput, params, refuse } from './xrpc.ts';

const SMALL_BODY = 150 * 1024;

export const loginSchema = z.object({
  identifier: z.string(),
  password: z.string(),
  authFactorToken: z.string().optional(),
  allowTakendown: z.boolean().optional(),
});

type Parts = { world: World; accounts: Accounts; tokens: Tokens; repos: Repos };

/** Sessions, handles and profiles. */
export function serverOperations(parts: Parts): Operation[] {
  const { world, accounts, tokens } = parts;
  const query = (name: string, run: Operation['run']): Operation => xrpc('GET', name, run);
  const procedure = (name: string, run: Operation['run']): Operation => xrpc('POST', name, run);
  return [
    procedure('com.atproto.server.createSession', (incoming) => login(incoming, parts)),
    procedure('com.atproto.server.refreshSession', (incoming) => {
      const { id, did } = tokens.check(incoming.headers.get('authorization'), 'refresh');
      noInput(incoming);
      return { status: 200, body: { ...tokens.rotate(id), ...session(known(accounts, did), world) } };
    }),
    query('com.atproto.server.getSession', (incoming) => {
      const { did } = tokens.check(incoming.headers.get('authorization'), 'access');
      return { status: 200, body: session(known(accounts, did), world) };
    }),
    query('com.atproto.server.getServiceAuth', (incoming) => {
      const { did } = tokens.check(incoming.headers.get('authorization'), 'access');
      const wanted = { ...params(incoming, serviceAuthSchema), iss: did };
      return { status: 200, body: { token: issueServiceToken(wanted, world.now()) } };
    }),
    query('com.atproto.identity.resolveHandle', (incoming) => {
      const { handle } = params(incoming, z.object({ handle: format.handle }));
      const account = accounts.find(handle) ?? refuse('HandleNotFound', 'Unable to resolve handle');
      return { status: 200, body: { did: account.did } };
    }),
    query('app.bsky.actor.getProfile', (incoming) => profile(incoming, parts)),
    query('com.atproto.server.describeServer', () => ({
      status: 200,
      body: {
        did: serverDid(world.url()),
        availableUserDomains: [HANDLE_DOMAIN],
        inviteCodeRequired: false,
        blobUploadLimit: BLOB_LIMIT,
        links: {},
        contact: {},
      },
    })),
    query('_health', () => ({ status: 200, body: { version: 'sandbox' } })),
  ];
}

function xrpc(method: 'GET' | 'POST', name: string, run: Operation['run']): Operation {
  return { name, method, path: `/xrpc/${name}`, publishes: false, maxBodyBytes: SMALL_BODY, run };
}

function login(incoming: Incoming, { accounts, tokens, world }: Parts): Answer {
  const { identifier, password } = input(incoming, loginSchema);
  const account = accounts.findOrMake(identifier);
  if (account === undefined || account.password !== password) {
    return refuse('AuthenticationRequired', 'Invalid identifier or password');
  }
  return { status: 200, body: { ...tokens.issue(account.did), ...session(account, world) } };
}

function known(accounts: Accounts, did: string): Account {
  return accounts.find(did) ?? refuse('InvalidRequest', `Could not find user info for account: ${did}`);
}

function session({ did, handle }: Account, world: World) {
  const email = `${handle.slice(0, -HANDLE_DOMAIN.length)}@mail.test`;
  return { did, didDoc: didDocument(did, handle, world.url()), handle, email, emailConfirmed: true, active: true };
}

function didDocument(did: string, handle: string, url: string) {
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did,
    alsoKnownAs: [`at://${handle}`],
    verificationMethod: [],
    service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: url }],
  };
}

function profile(incoming: Incoming, { accounts, tokens, repos }: Parts): Answer {
  tokens.check(incoming.headers.get('authorization'), 'access');
  const { actor } = params(incoming, z.object({ actor: format.identifier }));
  const account = accounts.find(actor) ?? refuse('InvalidRequest', 'Profile not found');
  const { did, handle, displayName } = account;
  const counts = { followersCount: 0, followsCount: 0, postsCount: repos.list(did, POST).length };
  return {
    status: 200,
    body: { did, handle, displayName, ...counts, viewer: { muted: false, blockedBy: false }, labels: [] },
  };
}
