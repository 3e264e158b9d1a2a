import { z } from 'zod';
import { PlatformFailure } from './failure.ts';
import { HOUR } from './media-rule.ts';
import type { Line, Session } from './platform.ts';

const DAY = 24 * HOUR;
const LIFE_MS = 60 * DAY;
const RENEW_AFTER_MS = 7 * DAY;
/** A token can be prolonged once it is a day old. */
const OLD_ENOUGH_MS = 25 * HOUR;

/** What is kept of a login whose one token lives for sixty days, and is prolonged by itself. */
export const longLivedCredentials = z.object({
  accessToken: z.string(),
  renewAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});

export type LongLivedCredentials = z.infer<typeof longLivedCredentials>;

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

/** What is kept of a token whose age is not known: it is prolonged once it is old enough for certain, and then its end is known. */
export function givenToken(accessToken: string, now: Date): LongLivedCredentials {
  return { accessToken, renewAt: after(now, OLD_ENOUGH_MS), expiresAt: after(now, LIFE_MS) };
}

/** A token of sixty days for one of an hour. `grant` is the network's name for it. */
export async function longLivedToken(grant: string, shortLived: string, line: Line): Promise<LongLivedCredentials> {
  const query = { grant_type: grant, client_secret: line.client?.secret ?? '', access_token: shortLived };
  return askForToken('/access_token', query, line);
}

/** Prolongs tokens. One that the network does not prolong yet, or does not for this profile, is good until its end. */
export function prolongWith(grant: string): (session: Session<LongLivedCredentials>) => Promise<LongLivedCredentials> {
  return async (session) => {
    const { credentials, now } = session;
    try {
      const query = { grant_type: grant, access_token: credentials.accessToken };
      return await askForToken('/refresh_access_token', query, session);
    } catch (error) {
      if (!(error instanceof PlatformFailure)) throw error;
      const isRefused = error.kind === 'validation' || error.kind === 'permission';
      if (!isRefused || Date.parse(credentials.expiresAt) <= now.getTime()) throw error;
      return { ...credentials, renewAt: after(now, DAY) };
    }
  };
}

async function askForToken(
  path: string,
  query: Record<string, string>,
  { send, now }: Pick<Line, 'send' | 'now'>,
): Promise<LongLivedCredentials> {
  const token = await send({ method: 'GET', path: `${path}?${new URLSearchParams(query)}` }, tokenSchema);
  const lifeMs = token.expires_in * 1_000;
  return {
    accessToken: token.access_token,
    renewAt: after(now, Math.min(RENEW_AFTER_MS, lifeMs / 2)),
    expiresAt: after(now, lifeMs),
  };
}

function after(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}
