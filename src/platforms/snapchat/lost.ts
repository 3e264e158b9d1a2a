import { MINUTE, SECOND } from '../media-rule.ts';
import type { CallToMake, JournalEntry, Publishing, SegmentToPublish, WayToSettle } from '../platform.ts';
import { collectionOf, type Place } from './place.ts';
import { postSchema, type Wanted } from './wire.ts';

const pausesMs = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE];

/**
 * How a lost post is settled: looked for in the profile's lists. It is not sent again: whether a medium that is posted can be posted
 * once more is unknown (uncertain), as is how far lists lag, so what is not found is for a person to decide.
 */
export const lost: Publishing['lost'] = {
  post_spotlight: [wayOf('post_spotlight')],
  post_story: [wayOf('post_story')],
  post_saved_story: [wayOf('post_saved_story')],
};

function wayOf(commit: Place['commit']): WayToSettle {
  const call = ({ request }: JournalEntry, { type, text }: SegmentToPublish): CallToMake => {
    const { plannedAt, mediaId } = postSchema.parse(request);
    const since = new Date(Date.parse(plannedAt) - MINUTE).toISOString();
    const description = type === 'POST' ? text : '';
    const wanted: Wanted = { collection: collectionOf[commit], since, mediaId, description };
    return { name: 'look_for_post', kind: 'check', request: wanted };
  };
  return { by: 'look', call, pausesMs, absence: 'no_proof' };
}
