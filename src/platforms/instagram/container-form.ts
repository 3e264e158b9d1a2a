import type { JsonObject } from '../../domain/json.ts';
import type { MediumToPublish, SegmentToPublish } from '../platform.ts';
import type { ContainerForm } from '../prepare-container.ts';
import { schema } from './options.ts';

// https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media

/** A story has a medium and nothing else. */
export function storyForm(medium: MediumToPublish): ContainerForm {
  return { media_type: 'STORIES', ...addressOf(medium) };
}

/** A post of one medium: a video alone is a reel. */
export function singleForm(medium: MediumToPublish, { text, options }: SegmentToPublish): ContainerForm {
  if (medium.kind === 'VIDEO')
    return { media_type: 'REELS', ...addressOf(medium), ...saidOf(text, options), ...reelForm(options) };
  return { ...addressOf(medium), ...altTextOf(medium), ...saidOf(text, options), ...tagsOf(options, true) };
}

/** One of several media. Accounts are tagged in the first. */
export function itemForm(medium: MediumToPublish, index: number, { options }: SegmentToPublish): ContainerForm {
  const isImage = medium.kind !== 'VIDEO';
  return {
    is_carousel_item: 'true',
    ...(isImage ? {} : { media_type: 'VIDEO' }),
    ...addressOf(medium),
    ...altTextOf(medium),
    ...(index === 0 ? tagsOf(options, isImage) : {}),
  };
}

export function carouselForm(children: readonly string[], { text, options }: SegmentToPublish): ContainerForm {
  return { media_type: 'CAROUSEL', children: children.join(','), ...saidOf(text, options) };
}

function addressOf({ kind, url }: MediumToPublish): ContainerForm {
  return kind === 'VIDEO' ? { video_url: url } : { image_url: url };
}

function altTextOf({ kind, altText }: MediumToPublish): ContainerForm {
  return kind === 'VIDEO' || altText === null || altText === '' ? {} : { alt_text: altText };
}

function saidOf(text: string, options: JsonObject): ContainerForm {
  const { collaborators, locationId, aiGenerated } = schema.parse(options);
  return {
    ...(text === '' ? {} : { caption: text }),
    ...(collaborators?.length ? { collaborators: JSON.stringify(collaborators.map(plain)) } : {}),
    ...(locationId ? { location_id: locationId } : {}),
    ...(aiGenerated ? { is_ai_generated: 'true' } : {}),
  };
}

function reelForm(options: JsonObject): ContainerForm {
  const { shareToFeed, coverUrl, thumbOffsetMs, trialReel } = schema.parse(options);
  return {
    ...(typeof shareToFeed === 'boolean' ? { share_to_feed: String(shareToFeed) } : {}),
    ...(coverUrl ? { cover_url: coverUrl } : {}),
    ...(typeof thumbOffsetMs === 'number' && !coverUrl ? { thumb_offset: String(thumbOffsetMs) } : {}),
    ...(trialReel ? { trial_params: JSON.stringify({ graduation_strategy: trialReel }) } : {}),
    ...tagsOf(options, false),
  };
}

/** In an image a tag has a place, in parts of its sides; in a video it has none. */
function tagsOf(options: JsonObject, isImage: boolean): ContainerForm {
  const { userTags } = schema.parse(options);
  if (!userTags?.length) return {};
  const place = isImage ? { x: 0.5, y: 0.5 } : {};
  return { user_tags: JSON.stringify(userTags.map((name) => ({ username: plain(name), ...place }))) };
}

function plain(username: string): string {
  return username.replace(/^@/, '');
}
