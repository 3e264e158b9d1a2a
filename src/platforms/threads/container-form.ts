import type { JsonObject } from '../../domain/json.ts';
import type { MediumToPublish, SegmentToPublish } from '../platform.ts';
import type { ContainerForm } from '../prepare-container.ts';
import { schema } from './options.ts';

/** What a container shows of a medium. https://developers.facebook.com/docs/threads/posts */
export function mediumForm({ kind, url, altText }: MediumToPublish): ContainerForm {
  return {
    ...(kind === 'VIDEO' ? { media_type: 'VIDEO', video_url: url } : { media_type: 'IMAGE', image_url: url }),
    ...(altText === null || altText === '' ? {} : { alt_text: altText }),
  };
}

/** What a container says beside its media. https://developers.facebook.com/docs/threads/reference/publishing */
export function segmentForm(
  { text, media, options, parent }: SegmentToPublish,
  parentId: string | null,
): ContainerForm {
  return {
    ...(text === '' ? {} : { text }),
    ...(parentId === null ? {} : { reply_to_id: parentId }),
    ...ofEach(options, media.length > 0),
    ...(parent === null ? ofRoot(options, media.length > 0) : {}),
  };
}

/** What the author chose for all posts of a chain. */
function ofEach(options: JsonObject, hasMedia: boolean): ContainerForm {
  const { spoilerMedia, allowedCountries } = schema.parse(options);
  return {
    ...(spoilerMedia && hasMedia ? { is_spoiler_media: 'true' } : {}),
    ...(allowedCountries?.length ? { allowlisted_country_codes: allowedCountries.join(',') } : {}),
  };
}

/** What the author chose that is said of a chain once, of its first post. */
function ofRoot(options: JsonObject, hasMedia: boolean): ContainerForm {
  const { replyControl, topicTag, linkAttachment, pollOptions, quotePostId, locationId } = schema.parse(options);
  return {
    ...(replyControl ? { reply_control: replyControl } : {}),
    ...(topicTag ? { topic_tag: topicTag } : {}),
    ...(linkAttachment && !hasMedia ? { link_attachment: linkAttachment } : {}),
    ...(pollOptions && !hasMedia ? { poll_attachment: JSON.stringify(pollOf(pollOptions)) } : {}),
    ...(quotePostId ? { quote_post_id: quotePostId } : {}),
    ...(locationId ? { location_id: locationId } : {}),
  };
}

/** https://developers.facebook.com/docs/threads/create-posts/polls: option_a to option_d. */
function pollOf(answers: readonly string[]): JsonObject {
  return Object.fromEntries(answers.map((answer, index) => [`option_${'abcd'[index]}`, answer]));
}
