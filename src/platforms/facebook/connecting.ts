import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { Authorization, ConnectedProfile, Connecting, Line } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { graphPath } from './graph.ts';
import { ownPage, pagesOf } from './pages.ts';

const input = z.object({
  accessToken: z
    .string('Give the access token.')
    .trim()
    .min(1, 'Give the access token.')
    .max(1_000, 'An access token has at most 1000 characters.')
    .describe(
      'A long-lived user access token with the scopes pages_show_list, pages_manage_posts, pages_read_engagement and pages_manage_engagement: every Page that its owner may publish on is connected. Or the access token of one Page. Both are made in Facebook’s Graph API Explorer and prolonged in its Access Token Debugger.',
    ),
});

export type Input = z.infer<typeof input>;

const tokenSchema = z.object({ access_token: z.string() });

// https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow
const authorization: Authorization<Credentials> = {
  host: 'login',
  path: graphPath('/dialog/oauth'),
  scopes: [
    'pages_show_list',
    'pages_manage_posts',
    'pages_read_engagement',
    'pages_manage_engagement',
    'business_management',
  ],
  scopeSeparator: ',',
  clientIdName: 'client_id',
  pkce: false,
  parameters: {},

  async finish({ code, redirectUri }, line) {
    const short = await tokenFor({ code, redirect_uri: redirectUri }, line);
    // https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived: its Pages' tokens never expire.
    const long = await tokenFor({ grant_type: 'fb_exchange_token', fb_exchange_token: short }, line);
    return publishable(await pagesOf(long, line));
  },
};

export const connecting: Connecting<Credentials, Input> = {
  input,
  authorization,
  server: () => null,
  // A Page's token ends with a password, a role or a permission, and then there is nothing to renew it with.
  renewAt: () => null,
  endsAt: () => null,
  renew: async ({ credentials }) => credentials,

  async open({ accessToken }, line) {
    const pages = await pagesOf(accessToken, line).catch((error: unknown) => {
      // A Page has no Pages of its own: (#100) Tried accessing nonexisting field (accounts) on node type (Page).
      if (error instanceof PlatformFailure && error.kind === 'validation') return null;
      throw error;
    });
    return pages === null ? [await ownPage(accessToken, line)] : publishable(pages);
  },
};

/** https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow#exchangecode */
async function tokenFor(grant: Record<string, string>, { client, send }: Line): Promise<string> {
  const query = new URLSearchParams({ client_id: client?.id ?? '', client_secret: client?.secret ?? '', ...grant });
  const path = `${graphPath('/oauth/access_token')}?${query}`;
  return (await send({ method: 'GET', path }, tokenSchema)).access_token;
}

function publishable(profiles: ConnectedProfile<Credentials>[]): ConnectedProfile<Credentials>[] {
  if (profiles.length > 0) return profiles;
  const message = 'The login opens no Page that may be published on.';
  const hint = 'Choose a Page in Facebook’s dialog, as someone who may create content on it.';
  throw new PlatformFailure({ kind: 'permission', happened: 'no', message, hint });
}
