import { z } from 'zod';

/** What createSession and refreshSession answer. */
export const loginSchema = z.object({
  did: z.string().startsWith('did:'),
  handle: z.string(),
  accessJwt: z.string().min(1),
  refreshJwt: z.string().min(1),
  active: z.boolean().optional(),
  status: z.string().optional(),
  didDoc: z.unknown(),
});

export type Login = z.infer<typeof loginSchema>;

// https://atproto.com/guides/applications: an access token lives for about two hours where it does not say.
const ACCESS_LIFETIME_MS = 2 * 60 * 60_000;

const didDocSchema = z.object({
  service: z.array(z.object({ id: z.string(), serviceEndpoint: z.unknown() })),
});

const claimsSchema = z.object({ exp: z.number() });

/** The server that holds the account's posts, as its DID document names it, or null where there is none. */
export function pdsIn(didDoc: unknown): string | null {
  const parsed = didDocSchema.safeParse(didDoc);
  const endpoint = parsed.data?.service.find(({ id }) => id.endsWith('#atproto_pds'))?.serviceEndpoint;
  return typeof endpoint === 'string' && URL.canParse(endpoint) ? endpoint : null;
}

/** When an access token ends, as it says itself. */
export function expiryOf(jwt: string, now: Date): string {
  const claims = claimsSchema.safeParse(payloadOf(jwt));
  const expiresAt = claims.success ? claims.data.exp * 1000 : now.getTime() + ACCESS_LIFETIME_MS;
  return new Date(expiresAt).toISOString();
}

function payloadOf(jwt: string): unknown {
  try {
    return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
