import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { HOUR, MINUTE } from '../limits.ts';
import { refuse } from './xrpc.ts';

// It guards nothing but the sandbox.
const SIGNING_KEY = 'the sandbox signs for services with this';

/** The DID of the server at an address: https://atproto.com/specs/did. */
export const serverDid = (url: string): string => `did:web:${new URL(url).hostname}`;

const claimsSchema = z.object({ iss: z.string(), aud: z.string(), lxm: z.string().nullable(), exp: z.number() });
type Claims = z.infer<typeof claimsSchema>;

export const serviceAuthSchema = z.object({
  aud: z.string().regex(/^did:(?:plc|web):[^/]+$/, 'aud must be a valid atproto DID or did#serviceId reference'),
  exp: z.coerce.number().int().optional(),
  lxm: z.string().optional(),
});

type Wanted = z.infer<typeof serviceAuthSchema> & { iss: string };

/** A token that lets a service do one thing for an account. Its life is bounded as on a real server. */
export function issueServiceToken({ iss, aud, exp, lxm }: Wanted, now: Date): string {
  const ahead = exp === undefined ? MINUTE : exp * 1000 - now.getTime();
  if (ahead < 0) refuse('BadExpiration', 'expiration is in past');
  if (ahead > HOUR)
    refuse('BadExpiration', 'cannot request a token with an expiration more than an hour in the future');
  if (lxm === undefined && ahead > MINUTE)
    refuse('BadExpiration', 'cannot request a method-less token with an expiration more than a minute in the future');
  const claims: Claims = { iss, aud, lxm: lxm ?? null, exp: Math.floor((now.getTime() + ahead) / 1000) };
  const signed = [{ typ: 'JWT', alg: 'HS256' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${mac(signed)}`;
}

/** What a bearer header lets a service do, or the refusal of the service. */
export function checkServiceToken(authorization: string | null, now: Date): Claims {
  if (authorization === null) refuse('AuthMissing', 'Authorization Token is required');
  const [head, body, signature] = /^bearer (\S+)$/i.exec(authorization)?.[1]?.split('.') ?? [];
  if (head === undefined || body === undefined || signature !== mac(`${head}.${body}`))
    return refuse('BadJwtSignature', 'jwt signature does not match jwt issuer');
  const claims = claimsSchema.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  return claims.exp * 1000 <= now.getTime() ? refuse('JwtExpired', 'jwt expired') : claims;
}

function mac(signed: string): string {
  return createHmac('sha256', SIGNING_KEY).update(signed).digest('base64url');
}
