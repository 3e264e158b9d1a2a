import { z } from 'zod';
import { badParameter, refuse } from '../graph/error.ts';
import { parameters } from '../graph/parameters.ts';
import { VERSIONED } from '../graph/version.ts';
import type { Answer, Incoming, Operation } from '../network.ts';
import { authorizePage } from '../oauth/authorize-page.ts';
import type { Pages } from './accounts.ts';
import { facebookAccounts } from './accounts.ts';
import type { Authenticate } from './authenticate.ts';
import { look } from './look.ts';
import { fieldsOf, type Nodes } from './nodes.ts';

const BODY_BYTES = 10_000;

const scopes = [
  'public_profile',
  'pages_show_list',
  'pages_manage_posts',
  'pages_read_engagement',
  'pages_manage_engagement',
  'business_management',
  'read_insights',
];

type Parts = { authenticate: Authenticate; pages: Pages; nodes: Nodes };

/** Logging in, exchanging tokens, and whose Pages they open. */
export function loginOperations(parts: Parts): Operation[] {
  const { grants } = parts.authenticate;
  const get = (path: string, run: (incoming: Incoming) => Answer): Operation => {
    return {
      name: `GET ${path}`,
      method: 'GET',
      path: `${VERSIONED}/${path}`,
      publishes: false,
      maxBodyBytes: BODY_BYTES,
      run,
    };
  };
  return [
    ...authorizePage({
      grants,
      look,
      path: `${VERSIONED}/dialog/oauth`,
      clientIdName: 'client_id',
      scopes,
      scopeSeparator: ',',
      suggests: facebookAccounts[0]?.username ?? '',
    }),
    get('oauth/access_token', (incoming) => exchange(incoming, parts)),
    get('me/accounts', (incoming) => listPages(incoming, parts)),
    get('me', (incoming) => showMe(incoming, parts)),
  ];
}

const grantSchema = z.object({
  client_id: z.string(),
  client_secret: z.string(),
  redirect_uri: z.string().optional(),
  code: z.string().optional(),
  grant_type: z.literal('fb_exchange_token').optional(),
  fb_exchange_token: z.string().optional(),
});

/** https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived, and …/advanced/manual-flow for codes */
function exchange(incoming: Incoming, { authenticate }: Parts): Answer {
  const { client_id, client_secret, code = '', redirect_uri = '', ...grant } = parameters(incoming, grantSchema);
  if (!authenticate.grants.knowsClient(client_id, client_secret))
    return refuse({ message: 'Error validating client secret.', code: 1 });
  if (grant.grant_type !== undefined) {
    const headers = new Headers({ authorization: `OAuth ${grant.fb_exchange_token ?? ''}` });
    const { token, seconds } = authenticate.longLivedFor(authenticate.caller({ ...incoming, headers }));
    return { status: 200, body: { access_token: token, token_type: 'bearer', expires_in: seconds } };
  }
  const issued = authenticate.grants.redeem(code, { clientId: client_id, redirectUri: redirect_uri });
  if (issued === null)
    return refuse({ message: 'This authorization code has been used or is invalid.', code: 100, subcode: 36009 });
  const { accessToken, expiresInSeconds } = issued;
  return { status: 200, body: { access_token: accessToken, token_type: 'bearer', expires_in: expiresInSeconds } };
}

const listSchema = z.object({
  fields: z.string().default('id,name,access_token'),
  limit: z.coerce.number().int().min(1).default(25),
  after: z.string().default(''),
});

const TASKS = ['ADVERTISE', 'ANALYZE', 'CREATE_CONTENT', 'MESSAGING', 'MODERATE', 'MANAGE'];

/** Of the Page "guest" nobody may do more than look at its figures. */
function listPages(incoming: Incoming, { authenticate, pages, nodes }: Parts): Answer {
  const caller = authenticate.caller(incoming);
  if (caller.page !== null) badParameter('Tried accessing nonexisting field (accounts) on node type (Page)');
  const { fields, limit, after } = parameters(incoming, listSchema);
  const all = pages.ofPerson(caller.name);
  const first = all.findIndex(({ id }) => id === after) + 1;
  const shown = all.slice(first, first + limit);
  const data = shown.map((page) => {
    const { type, fields: own } = nodes.page(page);
    const access_token = authenticate.tokenOf(page, caller);
    const tasks = page.username === 'guest' ? ['ANALYZE'] : TASKS;
    return fieldsOf({ type, fields: { ...own, access_token, tasks } }, fields);
  });
  const hasMore = first + limit < all.length;
  const next = hasMore ? { next: `https://graph.facebook.com/me/accounts?after=${shown.at(-1)?.id}` } : {};
  const cursors = { before: shown[0]?.id, after: shown.at(-1)?.id };
  return { status: 200, body: { data, paging: { cursors, ...next } } };
}

function showMe(incoming: Incoming, { authenticate, nodes }: Parts): Answer {
  const { page, name } = authenticate.caller(incoming);
  const { fields } = parameters(incoming, z.object({ fields: z.string().default('id,name') }));
  if (page !== null) return { status: 200, body: fieldsOf(nodes.page(page), fields) };
  return { status: 200, body: fieldsOf({ type: 'User', fields: { id: name, name } }, fields) };
}
