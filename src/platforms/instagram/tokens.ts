import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import { HOUR } from '../media-rule.ts';
import type { Line, Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';

const DAY = 24 * HOUR;
const LIFE_MS = 60 * DAY;
const RENEW_AFTER_MS = 7 * DAY;
/** A token can be prolonged once it is a day old. */
const OLD_ENOUGH_MS = 25 * HOUR;

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

/** What is kept of a token whose age is not known: it is prolonged once it is old enough for certain, and then its end is known. */
export function givenToken(accessToken: string, now: Date): Credentials {
  return { accessToken, renewAt: after(now, OLD_ENOUGH_MS), expiresAt: after(now, LIFE_MS) };
}

/** A token of sixty days for one of an hour. https://developers.facebook.com/docs/instagram-platform/reference/access_token */
export async function longLivedToken(shortLived: string, line: Line): Promise<Credentials> {
  const query = { grant_type: 'ig_exchange_token', client_secret: line.client?.secret ?? '', access_token: shortLived };
  return askForToken('/access_token', query, line);
}

/** Prolongs a token. One that Instagram does not prolong yet is good until its end. */
// https://developers.facebook.com/docs/instagram-platform/reference/refresh_access_token
export async function renew(session: Session<Credentials>): Promise<Credentials> {
  const { accessToken, expiresAt } = session.credentials;
  const { now } = session;
  try {
    const query = { grant_type: 'ig_refresh_token', access_token: accessToken };
    return await askForToken('/refresh_access_token', query, session);
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    const isRefused = error.kind === 'validation' || error.kind === 'permission';
    if (!isRefused || Date.parse(expiresAt) <= now.getTime()) throw error;
    return { ...session.credentials, renewAt: after(now, DAY) };
  }
}

async function askForToken(
  path: string,
  query: Record<string, string>,
  { send, now }: Pick<Line, 'send' | 'now'>,
): Promise<Credentials> {
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
