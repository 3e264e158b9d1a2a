import type { JsonObject } from '../../domain/json.ts';
import type { SegmentToPublish } from '../platform.ts';
import { schema } from './options.ts';
import type { Wanted } from './wire.ts';

const DEFAULT_LOCALE = 'en_US';

/** Where a medium is posted, and by which commit. */
export type Place = { commit: 'post_spotlight' | 'post_story' | 'post_saved_story'; body(mediaId: string): JsonObject };

/** Which collection a commit adds to. https://developers.snap.com/api/marketing-api/Public-Profile-API/ProfileAssetManagement */
export const collectionOf: Readonly<Record<Place['commit'], Wanted['collection']>> = {
  post_spotlight: 'spotlights',
  post_story: 'stories',
  post_saved_story: 'saved_stories',
};

/** A post is a Spotlight video; a story is gone after a day, unless it has a title to be kept under. */
export function placeOf({ type, text, options }: Pick<SegmentToPublish, 'type' | 'text' | 'options'>): Place {
  const { locale, skipSaveToProfile, savedStoryTitle } = schema.parse(options);
  if (type === 'POST') {
    const said = text === '' ? {} : { description: text };
    const profile = skipSaveToProfile ? { skip_save_to_profile: true } : {};
    const chosen = { ...said, locale: locale ?? DEFAULT_LOCALE, ...profile };
    return { commit: 'post_spotlight', body: (mediaId) => ({ media_id: mediaId, ...chosen }) };
  }
  if (!savedStoryTitle) return { commit: 'post_story', body: (mediaId) => ({ media_id: mediaId }) };
  // (uncertain) Known from working clients alone; another body is refused, and nothing is posted.
  const saved = (mediaId: string) => ({ title: savedStoryTitle, snap_sources: [{ media_id: mediaId }] });
  return { commit: 'post_saved_story', body: (mediaId) => ({ saved_stories: [saved(mediaId)] }) };
}
