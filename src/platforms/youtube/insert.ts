import type { MediumToPublish, SegmentToPublish } from '../platform.ts';
import { schema } from './options.ts';
import type { Begin } from './wire.ts';

/** https://developers.google.com/youtube/v3/docs/videoCategories: People & Blogs. */
const DEFAULT_CATEGORY = '22';

/** What a session is begun with. https://developers.google.com/youtube/v3/docs/videos/insert */
export function insertOf(
  { text, options }: Pick<SegmentToPublish, 'text' | 'options'>,
  { mimeType, bytes }: Pick<MediumToPublish, 'mimeType' | 'bytes'>,
): Begin {
  const chosen = schema.parse(options);
  return {
    mimeType,
    bytes,
    ...(typeof chosen.notifySubscribers === 'boolean' ? { notifySubscribers: chosen.notifySubscribers } : {}),
    video: {
      snippet: {
        title: chosen.title ?? '',
        description: text,
        categoryId: chosen.categoryId ?? DEFAULT_CATEGORY,
        ...(chosen.tags && chosen.tags.length > 0 ? { tags: chosen.tags } : {}),
        ...(chosen.language ? { defaultLanguage: chosen.language } : {}),
      },
      status: {
        privacyStatus: chosen.privacy ?? 'public',
        selfDeclaredMadeForKids: chosen.madeForKids ?? false,
        ...(chosen.license ? { license: chosen.license } : {}),
        ...(typeof chosen.embeddable === 'boolean' ? { embeddable: chosen.embeddable } : {}),
        ...(typeof chosen.aiGenerated === 'boolean' ? { containsSyntheticMedia: chosen.aiGenerated } : {}),
      },
    },
  };
}
