import { createHmac, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { DAY, HOUR, MINUTE } from '../limits.ts';
import type { World } from '../network.ts';
import { serverDid } from './service-auth.ts';
import { refuse } from './xrpc.ts';

const ACCESS_MS = 120 * MINUTE;
const REFRESH_MS = 90 * DAY;
/** A refresh token goes on working for a while after its first use, and always gives the same successor. */
const GRACE_MS = 2 * HOUR;
// It guards nothing: a token also has to be known here.
const SIGNING_KEY = 'the sandbox signs with this';

const kinds = {
  access: { typ: 'at+jwt', scope: 'com.atproto.appPassPrivileged', lifeMs: ACCESS_MS },
  refresh: { typ: 'refresh+jwt', scope: 'com.atproto.refresh', lifeMs: REFRESH_MS },
} as const;
type Kind = keyof typeof kinds;

const rowSchema = z.object({
  id: z.string(),
  did: z.string(),
  kind: z.enum(['access', 'refresh']),
  expiresAt: z.number(),
  revoked: z.boolean(),
  nextId: z.string().nullable(),
});
type Row = z.infer<typeof rowSchema>;

const headSchema = z.object({ typ: z.string(), alg: z.literal('HS256') });
const claimsSchema = z.object({ jti: z.string(), sub: z.string(), exp: z.number(), scope: z.string() });

type Pair = { accessJwt: string; refreshJwt: string };

export type Tokens = {
  issue(did: string): Pair;
  /** The account that a bearer header speaks for, or the refusal of the network. */
  check(authorization: string | null, kind: Kind): { id: string; did: string };
  /** A new pair for a refresh token that was checked. */
  rotate(id: string): Pair;
  /** The account that a bearer header claims, without any check. */
  claimed(authorization: string | null): string | null;
  /** Makes one token behave as if its time were over, for good. */
  expire(authorization: string | null): void;
  /** Ends every session of an account. */
  revokeAll(did: string): void;
};

/** Issues and checks tokens in the shape of those of a PDS. */
export function openTokens({ store, now, url }: World): Tokens {
  const table = store.table('bluesky/tokens', rowSchema);

  const put = (did: string, kind: Kind, id: string = randomUUID()): string => {
    const issuedAt = now().getTime();
    const row: Row = { id, did, kind, expiresAt: issuedAt + kinds[kind].lifeMs, revoked: false, nextId: null };
    if (table.get(id) === undefined) table.set(id, row);
    return sign(row, issuedAt, serverDid(url()));
  };
  const forgetExpired = (did: string): void => {
    for (const row of table.rows()) if (row.did === did && row.expiresAt <= now().getTime()) table.delete(row.id);
  };

  return {
    issue: (did) => {
      forgetExpired(did);
      return { accessJwt: put(did, 'access'), refreshJwt: put(did, 'refresh') };
    },
    check: (authorization, kind) => {
      const claims = verified(authorization, kind);
      const row = table.get(claims.jti);
      if (claims.exp * 1000 <= now().getTime()) refuse('ExpiredToken', 'Token has expired');
      if (row === undefined && kind === 'access') refuse('InvalidToken', 'Token could not be verified');
      if (row === undefined || row.revoked) refuse('ExpiredToken', 'Token has been revoked');
      if (row.expiresAt <= now().getTime()) refuse('ExpiredToken', 'Token has expired');
      return { id: row.id, did: row.did };
    },
    rotate: (id) => {
      const row = table.get(id);
      if (row === undefined) return refuse('ExpiredToken', 'Token has been revoked');
      const nextId = row.nextId ?? randomUUID();
      table.set(id, { ...row, nextId, expiresAt: Math.min(row.expiresAt, now().getTime() + GRACE_MS) });
      return { accessJwt: put(row.did, 'access'), refreshJwt: put(row.did, 'refresh', nextId) };
    },
    claimed: (authorization) => decode(authorization)?.claims.sub ?? null,
    expire: (authorization) => {
      const row = table.get(decode(authorization)?.claims.jti ?? '');
      if (row !== undefined) table.set(row.id, { ...row, expiresAt: 0 });
    },
    revokeAll: (did) => {
      for (const row of table.rows()) if (row.did === did) table.set(row.id, { ...row, revoked: true });
    },
  };
}

function sign(row: Row, issuedAt: number, aud: string): string {
  const { typ, scope, lifeMs } = kinds[row.kind];
  const claims = {
    scope,
    sub: row.did,
    aud,
    jti: row.id,
    iat: Math.floor(issuedAt / 1000),
    exp: Math.floor((issuedAt + lifeMs) / 1000),
  };
  const signed = [{ typ, alg: 'HS256' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${mac(signed)}`;
}

function mac(signed: string): string {
  return createHmac('sha256', SIGNING_KEY).update(signed).digest('base64url');
}

function verified(authorization: string | null, kind: Kind): z.infer<typeof claimsSchema> {
  if (authorization === null) refuse('AuthMissing', 'Authentication Required');
  const words = authorization.split(' ');
  if (words.length !== 2) refuse('InvalidToken', 'Malformed authorization header');
  if (words[0]?.toLowerCase() !== 'bearer') refuse('InvalidToken', `Unsupported authorization type: ${words[0]}`);
  const token = decode(authorization);
  if (token === null || token.typ !== kinds[kind].typ) refuse('InvalidToken', 'Token could not be verified');
  if (token.claims.scope !== kinds[kind].scope) refuse('InvalidToken', 'Bad token scope');
  return token.claims;
}

function decode(authorization: string | null): { typ: string; claims: z.infer<typeof claimsSchema> } | null {
  const [head, body, signature] = /^bearer (\S+)$/i.exec(authorization ?? '')?.[1]?.split('.') ?? [];
  if (head === undefined || body === undefined || signature !== mac(`${head}.${body}`)) return null;
  const { typ } = headSchema.parse(fromBase64(head));
  return { typ, claims: claimsSchema.parse(fromBase64(body)) };
}

function fromBase64(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
}
