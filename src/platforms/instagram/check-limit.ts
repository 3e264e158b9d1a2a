import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import { HOUR } from '../media-rule.ts';
import type { Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { toRead } from './requests.ts';

/** The limit is of the last 24 hours, and Instagram names no time at which there is room again. */
export const ROOM_AGAIN_MS = HOUR;

const limitSchema = z.object({
  data: z.array(z.object({ quota_usage: z.number(), config: z.object({ quota_total: z.number() }).optional() })),
});

/**
 * How many of the posts that the account may publish in 24 hours it has published. How many it may, Instagram says itself.
 * @throws PlatformFailure of kind quota_exhausted where there is no room for one more.
 */
// https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/content_publishing_limit
export async function checkLimit(session: Session<Credentials>): Promise<{ used: number; total: number | null }> {
  const path = `/${session.account.remoteId}/content_publishing_limit`;
  const { data } = await session.send(toRead(path, { fields: 'quota_usage,config' }, session), limitSchema);
  const used = data[0]?.quota_usage ?? 0;
  const total = data[0]?.config?.quota_total ?? null;
  if (total === null || used < total) return { used, total };
  const message = `The account has published ${used} of the ${total} posts that Instagram allows in 24 hours.`;
  const retryAt = new Date(session.now.getTime() + ROOM_AGAIN_MS);
  throw new PlatformFailure({ kind: 'quota_exhausted', happened: 'no', message, retryAt });
}
