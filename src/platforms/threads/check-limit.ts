import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import { HOUR } from '../media-rule.ts';
import type { Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { toRead } from './requests.ts';

/** The limits are of the last 24 hours, and Threads names no time at which there is room again. */
export const ROOM_AGAIN_MS = HOUR;

const config = z.object({ quota_total: z.number() });
const limitSchema = z.object({
  data: z.array(
    z.object({
      quota_usage: z.number(),
      config,
      reply_quota_usage: z.number().optional(),
      reply_config: config.optional(),
    }),
  ),
});

type Limit = { used: number; total: number };

/**
 * How much of the day's posts or replies is used up.
 * @throws PlatformFailure of kind quota_exhausted where there is no room for one more.
 */
// https://developers.facebook.com/docs/threads/troubleshooting#retrieve-publishing-quota-limit
export async function checkLimit({ isReply }: { isReply: boolean }, session: Session<Credentials>): Promise<Limit> {
  const query = { fields: 'quota_usage,config,reply_quota_usage,reply_config' };
  const { data } = await session.send(
    toRead(`/${session.account.remoteId}/threads_publishing_limit`, query, session),
    limitSchema,
  );
  const [usage] = data;
  const used = (isReply ? usage?.reply_quota_usage : usage?.quota_usage) ?? 0;
  const total = (isReply ? usage?.reply_config : usage?.config)?.quota_total ?? Number.MAX_SAFE_INTEGER;
  if (used < total) return { used, total };
  const message = `The account has published ${used} of the ${total} ${isReply ? 'replies' : 'posts'} that Threads allows in 24 hours.`;
  const retryAt = new Date(session.now.getTime() + ROOM_AGAIN_MS);
  throw new PlatformFailure({ kind: 'quota_exhausted', happened: 'no', message, retryAt });
}
