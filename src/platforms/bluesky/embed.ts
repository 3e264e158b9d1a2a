import type { JsonObject } from '../../domain/json.ts';
import type { JournalEntry, MediumToPublish, Next, SegmentToPublish } from '../platform.ts';
import { blobOf, uploadBlob } from './blobs.ts';
import { cardOf } from './card.ts';
import { videoOf } from './video.ts';

/** What a post shows beside its text, null for nothing; or what is to be done before that can be said. */
type Embedding = { embed: JsonObject | null } | { next: Next };

/** A post shows its images, or its video, or the card of its link. https://docs.bsky.app/docs/advanced-guides/posts#embeds */
export function embedOf(
  { media, link }: Pick<SegmentToPublish, 'media' | 'link'>,
  journal: readonly JournalEntry[],
  now: Date,
): Embedding {
  const [first] = media;
  if (first?.kind === 'VIDEO') return videoEmbed(first, journal, now);
  if (first) return imagesEmbed(media, journal, now);
  return link === null ? { embed: null } : cardOf(link, journal, now);
}

function imagesEmbed(media: readonly MediumToPublish[], journal: readonly JournalEntry[], now: Date): Embedding {
  const images: JsonObject[] = [];
  for (const [index, medium] of media.entries()) {
    const file = `media.${index}`;
    const image = blobOf(file, journal, now);
    if (image === null) return { next: uploadBlob(file, medium) };
    images.push({ image, alt: medium.altText ?? '', ...aspectRatio(medium) });
  }
  return { embed: { $type: 'app.bsky.embed.images', images } };
}

function videoEmbed(medium: MediumToPublish, journal: readonly JournalEntry[], now: Date): Embedding {
  const video = videoOf(medium, journal, now);
  if ('next' in video) return video;
  const alt = medium.altText ? { alt: medium.altText } : {};
  return { embed: { $type: 'app.bsky.embed.video', video: video.blob, ...alt, ...aspectRatio(medium) } };
}

function aspectRatio({ width, height }: MediumToPublish): JsonObject {
  return width === null || height === null ? {} : { aspectRatio: { width, height } };
}
