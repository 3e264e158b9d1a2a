import { HOUR, MINUTE, SECOND } from '../media-rule.ts';
import type { ToldLater } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { postUrl } from './post-url.ts';
import { readStatus } from './read-status.ts';
import { publishedRefSchema } from './wire.ts';

/** The id of a post that everyone may see, which TikTok tells when it has moderated it. */
export const toldLater: ToldLater<Credentials> = {
  isAwaited: ({ remoteId, ref }) => remoteId === null && publishedRefSchema.safeParse(ref).data?.isPublic === true,

  // https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status: usually within a minute, sometimes after hours.
  pausesMs: [
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    4 * HOUR,
    8 * HOUR,
    8 * HOUR,
  ],

  async ask({ ref }, session) {
    const { publishId } = publishedRefSchema.parse(ref);
    const { publicaly_available_post_id: ids } = await readStatus(publishId, session);
    const [remoteId] = ids;
    return remoteId === undefined ? null : { remoteId, url: postUrl(session.account, remoteId), ref };
  },
};
