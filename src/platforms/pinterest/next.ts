import type { JsonObject } from '../../domain/json.ts';
import { lastDone } from '../last-done.ts';
import { MINUTE, SECOND } from '../media-rule.ts';
import type { JournalEntry, Next, Published, SegmentToPublish } from '../platform.ts';
import { schema } from './options.ts';
import { prepareVideo } from './video.ts';
import { createdSchema, createSchema } from './wire.ts';

/** What is to be done next for a segment: have a video processed, create the pin, done. */
export function next(segment: SegmentToPublish, journal: readonly JournalEntry[], now: Date): Next {
  const created = createdSchema.safeParse(lastDone(journal, 'create_pin'));
  if (created.success) return { do: 'finish', published: published(created.data.id, segment) };
  const [first] = segment.media;
  if (first === undefined) return nothingToPublish;
  const prepared = first.kind === 'VIDEO' ? prepareVideo(first, { journal, now }) : { ready: null };
  if ('todo' in prepared) return prepared.todo;
  const earlier = journal.find(({ name }) => name === 'create_pin');
  const plannedAt = createSchema.safeParse(earlier?.request).data?.plannedAt ?? now.toISOString();
  const request = { plannedAt, pin: pinOf(segment, sourceOf(segment, prepared.ready)) };
  return { do: 'call', call: { name: 'create_pin', kind: 'commit', request, timeoutMs: CREATE_TIMEOUT_MS } };
}

// Pinterest fetches the images before it answers: five of 20 MB may take a while.
const CREATE_TIMEOUT_MS = MINUTE;

const MAX_ALT_TEXT = 500;

/** https://developers.pinterest.com/docs/api/v5/pins-create; the text is the description. */
function pinOf({ text, media, options }: SegmentToPublish, source: JsonObject): JsonObject {
  const { boardId, boardSectionId, title, link, dominantColor } = schema.parse(options);
  return {
    board_id: boardId ?? '',
    ...(boardSectionId ? { board_section_id: boardSectionId } : {}),
    ...(title ? { title } : {}),
    ...(text === '' ? {} : { description: text }),
    ...(link ? { link } : {}),
    ...described(media),
    ...(dominantColor ? { dominant_color: dominantColor } : {}),
    media_source: source,
  };
}

/** A pin has one alternative text for all that it shows: as many of theirs as it takes, each in a line. */
function described(media: SegmentToPublish['media']): JsonObject {
  const texts = media.flatMap(({ altText }) => altText || []);
  const fitting = texts.filter((_, index) => [...texts.slice(0, index + 1).join('\n')].length <= MAX_ALT_TEXT);
  return fitting.length === 0 ? {} : { alt_text: fitting.join('\n') };
}

/** One image, several that are turned over, or a video with the frame that is its cover. */
function sourceOf({ media, options }: SegmentToPublish, mediaId: string | null): JsonObject {
  if (mediaId !== null) {
    const { coverTimestampMs } = schema.parse(options);
    const cover = Math.floor((coverTimestampMs ?? 0) / SECOND);
    return { source_type: 'video_id', media_id: mediaId, cover_image_key_frame_time: cover };
  }
  const items = media.map(({ url }) => ({ url }));
  const [first] = items;
  if (items.length > 1) return { source_type: 'multiple_image_urls', items, index: 0 };
  return { source_type: 'image_url', url: first?.url ?? '' };
}

/** https://developers.pinterest.com/docs/api/v5/pins-get gives no address: it is built. */
function published(id: string, { account }: SegmentToPublish): Published {
  return { remoteId: id, url: `${account.webUrl}/pin/${id}/`, ref: null };
}

/** A pin's id, out of its address where a person gave that; empty where it has none. */
export function pinIdIn(remoteId: string): string {
  return /(?:^|\/pin\/)(\d+)(?:$|[/?#])/.exec(remoteId)?.[1] ?? '';
}

const nothingToPublish: Next = {
  do: 'fail',
  failure: { kind: 'validation', message: 'A pin is of images or of a video, and there are none.' },
};
