import { lastDone } from '../last-done.ts';
import type { JournalEntry, Next, SegmentToPublish } from '../platform.ts';
import { nextOfPost } from './next-of-post.ts';
import { nextOfVideo } from './next-of-video.ts';
import { objectIdIn } from './object-id.ts';
import { preparePhoto } from './prepare-photo.ts';
import { readPermalink } from './read-permalink.ts';
import { commentSchema, createdSchema, photoStorySchema, storySchema } from './wire.ts';

/** What is to be done next for a segment: a comment, a video of whatever kind, a photo story, or a post of text, a link or photos. */
export function next(segment: SegmentToPublish, journal: readonly JournalEntry[], now: Date): Next {
  const [medium] = segment.media;
  if (segment.root !== null) return nextOfComment(segment, journal, now);
  if (medium?.kind === 'VIDEO') return nextOfVideo(segment, medium, { journal, now });
  if (segment.type === 'STORY') return nextOfPhotoStory(segment, journal, now);
  return nextOfPost(segment, journal, now);
}

/** A comment on the root. https://developers.facebook.com/docs/graph-api/reference/object/comments */
function nextOfComment(segment: SegmentToPublish, journal: readonly JournalEntry[], now: Date): Next {
  const created = createdSchema.safeParse(lastDone(journal, 'create_comment'));
  if (created.success) return readPermalink(segment, created.data, journal);
  const objectId = objectIdIn(segment.root?.remoteId ?? '', segment.account.remoteId);
  if (objectId === null) return unanswerable;
  const first = journal.find(({ name }) => name === 'create_comment');
  const plannedAt = commentSchema.safeParse(first?.request).data?.plannedAt ?? now.toISOString();
  const request = { plannedAt, objectId, message: segment.text };
  return { do: 'call', call: { name: 'create_comment', kind: 'commit', request } };
}

/** A photo that no post shows, and the story that does. https://developers.facebook.com/docs/page-stories-api */
function nextOfPhotoStory(segment: SegmentToPublish, journal: readonly JournalEntry[], now: Date): Next {
  const { media, account } = segment;
  const story = storySchema.safeParse(lastDone(journal, 'publish_photo_story'));
  if (story.success) {
    const { postId, url } = story.data;
    const ref = { story: 'photo', videoId: null };
    const built = postId === null ? account.webUrl : `${account.webUrl}/stories/${postId}`;
    return { do: 'finish', published: { remoteId: postId, url: url ?? built, ref } };
  }
  const [medium] = media;
  if (medium === undefined) throw new Error('A story came without a medium.');
  const photo = preparePhoto(medium, 0, { journal, now });
  if ('todo' in photo) return photo.todo;
  const first = journal.find(({ name }) => name === 'publish_photo_story');
  const plannedAt = photoStorySchema.safeParse(first?.request).data?.plannedAt ?? now.toISOString();
  const request = { plannedAt, photoId: photo.ready };
  return { do: 'call', call: { name: 'publish_photo_story', kind: 'commit', request } };
}

const unanswerable: Next = {
  do: 'fail',
  failure: {
    kind: 'not_found',
    message: 'The post that this comments on was marked as published without its id, so nothing can be said below it.',
    hint: 'Mark it as published with the post’s id, or an address that ends in it, or publish the rest as a new post.',
  },
};
