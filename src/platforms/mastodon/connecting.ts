import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { Connecting, Line } from '../platform.ts';
import type { Credentials } from './credentials.ts';

const giveServer = 'Give the server’s address, such as https://mastodon.social.';

const input = z.object({
  server: z
    .string(giveServer)
    .trim()
    .max(500, 'An address has at most 500 characters.')
    .refine(isAddress, giveServer)
    .describe('The server that the account lives on: "https://mastodon.social".'),
  accessToken: z
    .string('Give the access token.')
    .trim()
    .min(1, 'Give the access token.')
    .max(500, 'An access token has at most 500 characters.')
    .describe(
      'Made at the server under Preferences → Development, with the scopes read, write:statuses and write:media.',
    ),
});

export type Input = z.infer<typeof input>;

const accountSchema = z.object({
  id: z.string(),
  username: z.string(),
  display_name: z.string(),
  avatar: z.string().nullish(),
});

const instanceSchema = z.object({
  domain: z.string().optional(),
  version: z.string(),
  configuration: z.object({ statuses: z.object({ max_characters: z.int().positive() }) }).optional(),
});

export const connecting: Connecting<Credentials, Input> = {
  input,
  // Each server has its own applications, so none can be set up beforehand.
  authorization: null,
  server: ({ server }) => addressOf(server),
  // https://docs.joinmastodon.org/methods/oauth/: tokens do not expire, and there is nothing to renew.
  renewAt: () => null,
  endsAt: () => null,
  renew: async ({ credentials }) => credentials,

  async open({ server, accessToken }, line) {
    const headers = { authorization: `Bearer ${accessToken}` };
    const account = await verified(line, headers);
    const instance = await instanceOf(line, headers);
    const domain = instance?.domain ?? new URL(addressOf(server)).host;
    return [
      {
        // Ids are a server's own: two servers may give the same to different people.
        remoteId: `${account.id}@${domain}`,
        username: account.username,
        nickname: account.display_name || null,
        avatarUrl: account.avatar || null,
        textLimit: instance?.configuration?.statuses.max_characters ?? null,
        server: addressOf(server),
        credentials: { accessToken, honoursKeys: isMastodon(instance?.version) },
        expireAt: null,
      },
    ];
  },
};

function addressOf(server: string): string {
  return server.includes('://') ? server : `https://${server}`;
}

/** A name without a dot is a server only where its whole address is written out: http://mastodon:3000. @ada@mastodon.social is an account. */
function isAddress(server: string): boolean {
  if (server.includes('@')) return false;
  const address = z.url({ protocol: /^https?$/ }).safeParse(addressOf(server));
  return address.success && (server.includes('://') || new URL(address.data).hostname.includes('.'));
}

/** https://docs.joinmastodon.org/methods/accounts/#verify_credentials */
async function verified({ send }: Line, headers: Record<string, string>): Promise<z.infer<typeof accountSchema>> {
  try {
    return await send({ method: 'GET', path: '/api/v1/accounts/verify_credentials', headers }, accountSchema);
  } catch (error) {
    if (!(error instanceof PlatformFailure) || error.kind !== 'not_found') throw error;
    const message =
      'The server does not speak Mastodon’s API. Give the address of the server that the account lives on.';
    throw new PlatformFailure({ kind: 'validation', happened: 'no', message, cause: error });
  }
}

/** https://docs.joinmastodon.org/methods/instance/#v2. Servers that are not Mastodon may lack it. */
async function instanceOf(
  { send }: Line,
  headers: Record<string, string>,
): Promise<z.infer<typeof instanceSchema> | null> {
  try {
    return await send({ method: 'GET', path: '/api/v2/instance', headers }, instanceSchema);
  } catch (error) {
    if (error instanceof PlatformFailure && error.kind === 'not_found') return null;
    throw error;
  }
}

/** Others name themselves ("2.7.2 (compatible; Pleroma 2.5.0)") or count otherwise ("0.17.3"); /api/v2/instance came with 4.0. */
function isMastodon(version: string | undefined): boolean {
  return version !== undefined && /^(?:[4-9]|\d{2,})\.\d/.test(version) && !version.includes('compatible');
}
