import type { JsonObject } from '../../domain/json.ts';
import type { SegmentToPublish } from '../platform.ts';
import type { Allowed } from './creator.ts';
import { schema } from './options.ts';

/** What is said of a video. https://developers.tiktok.com/doc/content-posting-api-reference-direct-post */
export function videoInfo(segment: SegmentToPublish, allowed: Allowed): JsonObject {
  const { disableDuet, disableStitch, aiGenerated, coverTimestampMs } = schema.parse(segment.options);
  return {
    title: segment.text,
    ...everyInfo(segment, allowed),
    disable_duet: disableDuet === true || allowed.duet_disabled,
    disable_stitch: disableStitch === true || allowed.stitch_disabled,
    is_aigc: aiGenerated === true,
    ...(typeof coverTimestampMs === 'number' ? { video_cover_timestamp_ms: coverTimestampMs } : {}),
  };
}

/** What is said of photos. https://developers.tiktok.com/doc/content-posting-api-reference-photo-post */
export function photosInfo(segment: SegmentToPublish, allowed: Allowed): JsonObject {
  const { photoTitle, autoAddMusic } = schema.parse(segment.options);
  return {
    title: photoTitle ?? '',
    description: segment.text,
    ...everyInfo(segment, allowed),
    auto_add_music: autoAddMusic === true,
  };
}

/** Where the photos are to be had. */
export function photosSource({ media, options }: SegmentToPublish): JsonObject {
  const { photoCoverIndex } = schema.parse(options);
  return {
    source: 'PULL_FROM_URL',
    photo_images: media.map(({ url }) => url),
    photo_cover_index: photoCoverIndex ?? 0,
  };
}

function everyInfo({ options }: SegmentToPublish, allowed: Allowed): JsonObject {
  const { privacyLevel, disableComment, paidPartnership, ownBusiness } = schema.parse(options);
  return {
    privacy_level: privacyLevel ?? '',
    disable_comment: disableComment === true || allowed.comment_disabled,
    brand_content_toggle: paidPartnership === true,
    brand_organic_toggle: ownBusiness === true,
  };
}
