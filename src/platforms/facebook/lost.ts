import { MINUTE, SECOND } from '../media-rule.ts';
import type { CallToMake, JournalEntry, Publishing, WayToSettle } from '../platform.ts';
import { commentSchema, photoStorySchema, postSchema, publishVideoSchema } from './wire.ts';

/** How a lost commit is settled. */
export const lost: Publishing['lost'] = {
  // The listing holds every post of the Page and lags by seconds, so what it lacks time and again is not there. Should it lag for
  // longer, Facebook refuses the text (506) and the photos (1366051) a second time, and the post is looked for once more.
  create_post: [{ by: 'look', call: lookForPost, pausesMs: [3 * SECOND, 15 * SECOND, MINUTE], absence: 'proof' }],
  // Facebook takes the same comment twice.
  create_comment: [
    { by: 'look', call: lookForComment, pausesMs: [3 * SECOND, 15 * SECOND, MINUTE], absence: 'no_proof' },
  ],
  // A video is published under its own id, once: where it still waits for that, to ask again makes no second.
  publish_video: [lookAtVideo()],
  publish_reel: [lookAtVideo()],
  // Pages without an archive list no stories.
  publish_video_story: [lookForStory((lostEntry) => publishVideoSchema.parse(lostEntry.request).videoId)],
  publish_photo_story: [lookForStory((lostEntry) => photoStorySchema.parse(lostEntry.request).photoId)],
};

function lookForPost(lostEntry: JournalEntry): CallToMake {
  const { plannedAt, post } = postSchema.parse(lostEntry.request);
  const photoIds = (post.attached_media ?? []).map(({ media_fbid }) => media_fbid);
  const request = { since: minuteBefore(plannedAt), message: post.message ?? '', photoIds, objectId: null };
  return { name: 'look_for_post', kind: 'check', request };
}

function lookForComment(lostEntry: JournalEntry): CallToMake {
  const { plannedAt, objectId, message } = commentSchema.parse(lostEntry.request);
  const request = { since: minuteBefore(plannedAt), message, photoIds: [], objectId };
  return { name: 'look_for_comment', kind: 'check', request };
}

function lookAtVideo(): WayToSettle {
  return {
    by: 'look',
    call: (lostEntry) => {
      const { videoId: id } = publishVideoSchema.parse(lostEntry.request);
      return { name: 'look_at_video', kind: 'check', request: { id } };
    },
    pausesMs: [3 * SECOND, 15 * SECOND, MINUTE],
    absence: 'proof',
  };
}

function lookForStory(mediaIdIn: (lostEntry: JournalEntry) => string): WayToSettle {
  return {
    by: 'look',
    call: (lostEntry) => {
      const since = new Date(lostEntry.startedAt.getTime() - MINUTE).toISOString();
      return { name: 'look_for_story', kind: 'check', request: { since, mediaId: mediaIdIn(lostEntry) } };
    },
    pausesMs: [3 * SECOND, 15 * SECOND, MINUTE],
    absence: 'no_proof',
  };
}

function minuteBefore(plannedAt: string): string {
  return new Date(Date.parse(plannedAt) - MINUTE).toISOString();
}
