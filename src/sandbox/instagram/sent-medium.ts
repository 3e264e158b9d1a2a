import type { ContainerMedium } from '../graph/containers.ts';
import { MINUTE, SECOND } from '../limits.ts';
import { mediaFacts } from '../media-facts.ts';
import type { Fetched, World } from '../network.ts';
import { badImage, invalid, notFetched, tooHeavy } from './errors.ts';

const MB = 1024 * 1024;
const MAX_VIDEO_WIDTH = 1_920;

type SentImage = {
  url: string;
  fetched: ReadonlyMap<string, Fetched | null>;
  altText: string | null;
  /** Stories and covers may be of any shape. */
  isStory: boolean;
};

/** An image as Instagram takes it, or the refusal. https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media#image-specifications */
export function sentImage({ url, fetched, altText, isStory }: SentImage, world: World): ContainerMedium {
  const bytes = fetched.get(url)?.bytes ?? notFetched(url);
  const facts = mediaFacts(bytes);
  if (facts?.mimeType !== 'image/jpeg')
    return badImage(36_001, 2_207_005, 'The image format is not supported. Use JPEG.');
  if (bytes.length > 8 * MB) return tooHeavy();
  const ratio = (facts.width ?? 1) / (facts.height ?? 1);
  if (!isStory && (ratio < 0.8 - 0.01 || ratio > 1.91 + 0.01))
    return badImage(36_003, 2_207_009, 'The submitted image’s aspect ratio is not supported: between 4:5 and 1.91:1.');
  return { key: world.files.put(bytes), kind: 'image', mimeType: facts.mimeType, altText };
}

type Taken = { media: ContainerMedium[]; error: string | null };

type SentVideo = {
  fetched: Fetched | null;
  isStory: boolean;
  /** The moment that becomes the cover, in milliseconds. */
  coverAt: number | null;
};

/** A video, or why it comes to nothing: that is seen while it is worked on. */
export function sentVideo({ fetched, isStory, coverAt }: SentVideo, world: World): Taken {
  if (fetched === null) return failed(2_207_052);
  const facts = mediaFacts(fetched.bytes);
  const { durationMs, width } = facts ?? { durationMs: null, width: null };
  if (coverAt !== null && durationMs !== null && coverAt >= durationMs)
    return invalid(
      1,
      2_207_057,
      `Thumbnail offset must be greater than or equal to 0 and less than video duration, i.e. ${durationMs}`,
    );
  const longest = isStory ? MINUTE : 15 * MINUTE;
  const lasts = durationMs !== null && durationMs >= 3 * SECOND - 100 && durationMs <= longest + 100;
  const fits = lasts && (width ?? 0) <= MAX_VIDEO_WIDTH;
  if (facts?.kind !== 'video' || !fits || fetched.bytes.length > (isStory ? 100 : 300) * MB) return failed(2_207_026);
  const key = world.files.put(fetched.bytes);
  return { media: [{ key, kind: 'video', mimeType: facts.mimeType, altText: null }], error: null };
}

function failed(subcode: number): Taken {
  return { media: [], error: `Error: Media upload has failed with error code ${subcode}` };
}
