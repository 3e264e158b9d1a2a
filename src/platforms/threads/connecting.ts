import { z } from 'zod';
import { givenToken, longLivedToken, prolongWith } from '../long-lived-login.ts';
import type { Authorization, ConnectedProfile, Connecting, Line } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { toRead } from './requests.ts';

// https://developers.facebook.com/docs/threads/get-started#authorization
const scopes = [
  'threads_basic',
  'threads_content_publish',
  'threads_manage_replies',
  'threads_read_replies',
  'threads_delete',
  'threads_location_tagging',
];

const input = z.object({
  accessToken: z
    .string('Give the access token.')
    .trim()
    .min(1, 'Give the access token.')
    .max(1_000, 'An access token has at most 1000 characters.')
    .describe(
      `A long-lived access token of a Threads user, made in the app’s dashboard at developers.facebook.com under User Token Generator, with the scopes ${scopes.join(', ')}. It is prolonged by itself.`,
    ),
});

export type Input = z.infer<typeof input>;

const shortLivedSchema = z.object({ access_token: z.string().min(1) });

const profileSchema = z.object({
  id: z.string().regex(/^\d+$/),
  username: z.string(),
  name: z.string().optional(),
  threads_profile_picture_url: z.string().optional(),
});

// https://developers.facebook.com/docs/threads/get-started/get-access-tokens-and-permissions
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
    const short = await line.send({ method: 'POST', path: '/oauth/access_token', form }, shortLivedSchema);
    return [await profileOf(await longLivedToken('th_exchange_token', short.access_token, line), line)];
  },
};

export const connecting: Connecting<Credentials, Input> = {
  input,
  authorization,
  server: () => null,
  endsUnused: true,
  renewAt: ({ renewAt }) => new Date(renewAt),
  endsAt: ({ expiresAt }) => new Date(expiresAt),
  // https://developers.facebook.com/docs/threads/get-started/long-lived-tokens
  renew: prolongWith('th_refresh_token'),
  open: async ({ accessToken }, line) => [await profileOf(givenToken(accessToken, line.now), line)],
};

/** https://developers.facebook.com/docs/threads/threads-profiles */
async function profileOf(credentials: Credentials, { send }: Line): Promise<ConnectedProfile<Credentials>> {
  const fields = 'id,username,name,threads_profile_picture_url';
  const me = await send(toRead('/me', { fields }, { credentials }), profileSchema);
  return {
    remoteId: me.id,
    username: me.username,
    nickname: me.name || null,
    avatarUrl: me.threads_profile_picture_url ?? null,
    textLimit: null,
    server: null,
    credentials,
    expireAt: null,
  };
}
