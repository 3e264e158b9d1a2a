import type { JsonObject } from '../../domain/json.ts';
import { lastDone } from '../last-done.ts';
import type { JournalEntry, Next, SegmentToPublish } from '../platform.ts';
import { chosen } from './chosen.ts';
import { preparePhoto } from './prepare-photo.ts';
import { readPermalink } from './read-permalink.ts';
import { createdSchema, postSchema } from './wire.ts';

/** A post of the Page's feed: its photos first, which nobody sees, then the post that shows them, then its address. */
export function nextOfPost(segment: SegmentToPublish, journal: readonly JournalEntry[], now: Date): Next {
  const created = createdSchema.safeParse(lastDone(journal, 'create_post'));
  if (created.success) return readPermalink(segment, created.data, journal);
  const photoIds: string[] = [];
  for (const [position, medium] of segment.media.entries()) {
    const photo = preparePhoto(medium, position, { journal, now });
    if ('todo' in photo) return photo.todo;
    photoIds.push(photo.ready);
  }
  const first = journal.find(({ name }) => name === 'create_post');
  const plannedAt = postSchema.safeParse(first?.request).data?.plannedAt ?? now.toISOString();
  const request = { plannedAt, post: postOf(segment, photoIds) };
  return { do: 'call', call: { name: 'create_post', kind: 'commit', request } };
}

/** https://developers.facebook.com/docs/graph-api/reference/page/feed. Facebook makes the link's card of what it reads itself. */
function postOf({ text, link, options }: SegmentToPublish, photoIds: readonly string[]): JsonObject {
  const { place, targeting } = chosen(options);
  return {
    ...(text === '' ? {} : { message: text }),
    ...(link === null ? {} : { link: link.url }),
    ...(photoIds.length === 0 ? {} : { attached_media: photoIds.map((id) => ({ media_fbid: id })) }),
    ...place,
    ...targeting,
  };
}
