import type { ContainerMedium } from '../graph/containers.ts';
import { MINUTE } from '../limits.ts';
import { mediaFacts } from '../media-facts.ts';
import type { Fetched, World } from '../network.ts';
import { badImage, notFetched } from './errors.ts';

const MB = 1024 * 1024;

type Sent = { kind: 'IMAGE' | 'VIDEO'; fetched: Fetched | null; altText: string | null };

/** A medium, and why a video comes to nothing: images are looked at on arrival, videos later. https://developers.facebook.com/docs/threads/overview#limitations */
type Taken = { medium: ContainerMedium | null; error: string | null };

export function sentMedium({ kind, fetched, altText }: Sent, world: World): Taken {
  if (kind === 'VIDEO') return video(fetched, altText, world);
  const bytes = fetched?.bytes ?? notFetched();
  const facts = mediaFacts(bytes);
  if (facts === null || !['image/jpeg', 'image/png'].includes(facts.mimeType))
    return badImage(36_001, 2_207_005, 'The image format is not supported. Use JPEG or PNG.');
  if (bytes.length > 8 * MB) return badImage(36_000, 2_207_004, 'The image is too large. The maximum is 8 MB.');
  const ratio = (facts.width ?? 1) / (facts.height ?? 1);
  if (ratio > 10) return badImage(36_003, 2_207_009, 'The aspect ratio is not supported. The maximum is 10:1.');
  const key = world.files.put(bytes);
  return { medium: { key, kind: 'image', mimeType: facts.mimeType, altText }, error: null };
}

function video(fetched: Fetched | null, altText: string | null, world: World): Taken {
  if (fetched === null) return { medium: null, error: 'FAILED_DOWNLOADING_VIDEO' };
  const facts = mediaFacts(fetched.bytes);
  if (facts?.kind !== 'video') return { medium: null, error: 'FAILED_PROCESSING_VIDEO' };
  if ((facts.durationMs ?? 0) > 5 * MINUTE) return { medium: null, error: 'INVALID_DURATION' };
  const key = world.files.put(fetched.bytes);
  return { medium: { key, kind: 'video', mimeType: facts.mimeType, altText }, error: null };
}
