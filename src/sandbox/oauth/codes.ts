import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { MINUTE } from '../limits.ts';
import type { World } from '../network.ts';

const codeSchema = z.object({
  name: z.string(),
  scopes: z.array(z.string()),
  clientId: z.string(),
  redirectUri: z.string(),
  codeChallenge: z.string().nullable(),
  expiresAt: z.number(),
});

/** A login that a person has authorised. */
export type CodeGrant = Omit<z.infer<typeof codeSchema>, 'expiresAt'>;

/** What an application shows together with a code. */
export type CodeProof = { clientId: string; redirectUri: string; codeVerifier?: string | null };

/** required: no code without a challenge. optional: a challenge that was given is checked. none: it is not looked at. */
export type PkceRule = 'required' | 'optional' | 'none';

export type Codes = {
  make(grant: CodeGrant): string;
  /** What a code was given for, or null. A code that was shown is used up, whatever else was wrong. */
  take(code: string, proof: CodeProof): CodeGrant | null;
};

const LIFE_MS = MINUTE;

/** Keeps the authorisation codes of a network: each for one minute, once. */
export function openCodes({ store, now }: World, network: string, pkce: PkceRule): Codes {
  const table = store.table(`${network}/oauth-codes`, codeSchema);
  return {
    make(grant) {
      const code = `sandbox-code-${randomBytes(32).toString('base64url')}`;
      table.set(code, { ...grant, expiresAt: now().getTime() + LIFE_MS });
      return code;
    },
    take(code, proof) {
      const grant = table.get(code);
      table.delete(code);
      if (grant === undefined || grant.expiresAt <= now().getTime()) return null;
      if (grant.clientId !== proof.clientId || grant.redirectUri !== proof.redirectUri) return null;
      return provesItself(grant.codeChallenge, proof.codeVerifier ?? '', pkce) ? grant : null;
    },
  };
}

function provesItself(challenge: string | null, verifier: string, pkce: PkceRule): boolean {
  if (pkce === 'none') return true;
  if (challenge === null) return pkce === 'optional';
  return challenge === createHash('sha256').update(verifier).digest('base64url');
}
