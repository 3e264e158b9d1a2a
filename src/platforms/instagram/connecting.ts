import { z } from 'zod';
import { givenToken, longLivedToken, prolongWith } from '../long-lived-login.ts';
import type { Authorization, ConnectedProfile, Connecting, Line } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { toRead } from './requests.ts';

// https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login: of the two logins the one that needs no
// Facebook Page. What the other has beside it is deleting.
const scopes = ['instagram_business_basic', 'instagram_business_content_publish', 'instagram_business_manage_comments'];

const input = z.object({
  accessToken: z
    .string('Give the access token.')
    .trim()
    .min(1, 'Give the access token.')
    .max(1_000, 'An access token has at most 1000 characters.')
    .describe(
      `A long-lived access token of a professional Instagram account, made in the app’s dashboard at developers.facebook.com under Instagram, API setup with Instagram login, with the scopes ${scopes.join(', ')}. It is prolonged by itself.`,
    ),
});

export type Input = z.infer<typeof input>;

const shortLivedSchema = z.object({ access_token: z.string().min(1) });
const profileSchema = z.object({
  user_id: z.coerce.string().regex(/^\d+$/),
  username: z.string(),
  name: z.string().optional(),
  profile_picture_url: z.string().optional(),
});

/** Some answers come in a list of one. https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/get-started */
function orListed<Value>(schema: z.ZodType<Value>) {
  return z.union([schema, z.object({ data: z.tuple([schema]) }).transform(({ data }) => data[0])]);
}

// https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login
const authorization: Authorization<Credentials> = {
  host: 'login',
  path: '/oauth/authorize',
  scopes,
  scopeSeparator: ',',
  clientIdName: 'client_id',
  pkce: false,
  parameters: {},

  async finish({ code, redirectUri }, line) {
    const form = {
      client_id: line.client?.id ?? '',
      client_secret: line.client?.secret ?? '',
      grant_type: 'authorization_code',
      redirect_uri: redirectUri,
      code: code.replace(/#_$/, ''),
    };
    const request = { method: 'POST', host: 'token', path: '/oauth/access_token', form } as const;
    const short = await line.send(request, orListed(shortLivedSchema));
    return [await profileOf(await longLivedToken('ig_exchange_token', short.access_token, line), line)];
  },
};

export const connecting: Connecting<Credentials, Input> = {
  input,
  authorization,
  server: () => null,
  endsUnused: true,
  renewAt: ({ renewAt }) => new Date(renewAt),
  endsAt: ({ expiresAt }) => new Date(expiresAt),
  // https://developers.facebook.com/docs/instagram-platform/reference/access_token and …/refresh_access_token
  renew: prolongWith('ig_refresh_token'),
  open: async ({ accessToken }, line) => [await profileOf(givenToken(accessToken, line.now), line)],
};

/** https://developers.facebook.com/docs/instagram-platform/reference/me */
async function profileOf(credentials: Credentials, { send }: Line): Promise<ConnectedProfile<Credentials>> {
  const fields = 'user_id,username,name,profile_picture_url';
  const me = await send(toRead('/me', { fields }, { credentials }), orListed(profileSchema));
  return {
    remoteId: me.user_id,
    username: me.username,
    nickname: me.name || null,
    avatarUrl: me.profile_picture_url ?? null,
    textLimit: null,
    server: null,
    credentials,
    expireAt: null,
  };
}
