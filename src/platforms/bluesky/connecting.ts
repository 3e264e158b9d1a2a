import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { ConnectedProfile, Connecting, Line, Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { expiryOf, type Login, loginSchema, pdsIn } from './login.ts';

const RENEW_BEFORE_MS = 10 * 60_000;

const input = z.object({
  service: z
    .url({ protocol: /^https?$/, error: 'Give the server’s address, such as https://bsky.social.' })
    .default('https://bsky.social')
    .describe('The server to log in at. Leave it out unless the account lives on a server of its own.'),
  identifier: z
    .string('Give the handle, such as ada.bsky.social.')
    .trim()
    .min(1, 'Give the handle, such as ada.bsky.social.')
    .max(500, 'A handle has at most 500 characters.')
    .describe('The handle ("ada.bsky.social"), DID or e-mail address.'),
  password: z
    .string('Give the app password.')
    .min(1, 'Give the app password.')
    .max(500, 'An app password has at most 500 characters.')
    .describe('An app password, made at bsky.app under Settings → Privacy and security → App passwords.'),
});

export type Input = z.infer<typeof input>;

const actorSchema = z.object({ displayName: z.string().optional(), avatar: z.string().optional() });

export const connecting: Connecting<Credentials, Input> = {
  input,
  // Each server has its own applications, so none can be set up beforehand.
  authorization: null,
  server: ({ service }) => service,
  renewAt: ({ accessExpiresAt }) => new Date(Date.parse(accessExpiresAt) - RENEW_BEFORE_MS),
  endsAt: ({ accessExpiresAt }) => new Date(accessExpiresAt),

  async open({ service, identifier, password }, line) {
    const login = await logIn(line, { identifier: identifier.replace(/^@/, ''), password });
    const profile: ConnectedProfile<Credentials> = {
      remoteId: login.did,
      username: login.handle,
      ...(await actorOf(login, line)),
      textLimit: null,
      server: pdsIn(login.didDoc) ?? service,
      credentials: keep(login, { identifier: identifier.replace(/^@/, ''), password, now: line.now }),
      expireAt: null,
    };
    return [profile];
  },

  async renew(session) {
    const { did, identifier, appPassword } = session.credentials;
    const login = (await refresh(session)) ?? (await logIn(session, { identifier, password: appPassword }));
    if (login.did === did) return keep(login, { identifier, password: appPassword, now: session.now });
    const message = `"${identifier}" belongs to another account now.`;
    throw new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message });
  },
};

/** https://docs.bsky.app/docs/api/com-atproto-server-create-session */
async function logIn(line: Line, json: { identifier: string; password: string }): Promise<Login> {
  try {
    const login = await line.send(
      { method: 'POST', path: '/xrpc/com.atproto.server.createSession', json },
      loginSchema,
    );
    if (login.active !== false) return login;
    const message = `The account is ${login.status ?? 'not active'} at the network.`;
    throw new PlatformFailure({ kind: 'policy_blocked', happened: 'no', message });
  } catch (error) {
    throw isRefusedToken(error) ? revoked(error) : error;
  }
}

/** https://docs.bsky.app/docs/api/com-atproto-server-refresh-session. Null where the refresh token is not taken any more. */
async function refresh({ send, credentials }: Session<Credentials>): Promise<Login | null> {
  try {
    const headers = { authorization: `Bearer ${credentials.refreshJwt}` };
    return await send({ method: 'POST', path: '/xrpc/com.atproto.server.refreshSession', headers }, loginSchema);
  } catch (error) {
    if (isRefusedToken(error)) return null;
    throw error;
  }
}

/** https://docs.bsky.app/docs/api/app-bsky-actor-get-profile. A name and a picture are nice to have: a failure leaves them out. */
async function actorOf(login: Login, { send }: Line): Promise<{ nickname: string | null; avatarUrl: string | null }> {
  const path = `/xrpc/app.bsky.actor.getProfile?actor=${encodeURIComponent(login.did)}`;
  const headers = { authorization: `Bearer ${login.accessJwt}` };
  try {
    const actor = await send({ method: 'GET', path, headers }, actorSchema);
    return { nickname: actor.displayName || null, avatarUrl: actor.avatar ?? null };
  } catch (error) {
    if (error instanceof PlatformFailure) return { nickname: null, avatarUrl: null };
    throw error;
  }
}

function keep(
  login: Login,
  { identifier, password, now }: { identifier: string; password: string; now: Date },
): Credentials {
  const { did, accessJwt, refreshJwt } = login;
  return { did, identifier, appPassword: password, accessJwt, refreshJwt, accessExpiresAt: expiryOf(accessJwt, now) };
}

function isRefusedToken(error: unknown): error is PlatformFailure {
  return error instanceof PlatformFailure && (error.kind === 'auth_expired' || error.kind === 'auth_revoked');
}

function revoked({ message, hint, cause }: PlatformFailure): PlatformFailure {
  return new PlatformFailure({ kind: 'auth_revoked', happened: 'no', message, hint, cause });
}
