import { mediaFacts } from '../media-facts.ts';
import type { Fetched } from '../network.ts';

const MB = 1024 * 1024;
const LONG_SIDE = 1_920;
const SHORT_SIDE = 1_080;
const LEAST_OF_VIDEO = 360;
const MOST_OF_VIDEO = 4_096;

/** Why a video is not published, or null. https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide#video_restrictions */
export function videoFailure(bytes: Buffer, maxSeconds: number): string | null {
  const facts = mediaFacts(bytes);
  if (facts?.kind !== 'video') return 'file_format_check_failed';
  if ((facts.durationMs ?? 0) > maxSeconds * 1000) return 'duration_check_failed';
  const { width, height } = facts;
  const fits = (side: number | null) => side === null || (side >= LEAST_OF_VIDEO && side <= MOST_OF_VIDEO);
  return fits(width) && fits(height) ? null : 'picture_size_check_failed';
}

/** Why a photo is not published, or null. https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide#image_restrictions */
export function photoFailure(fetched: Fetched | null | undefined): string | null {
  if (!fetched) return 'photo_pull_failed';
  const facts = mediaFacts(fetched.bytes);
  const isTaken = facts?.mimeType === 'image/jpeg' || facts?.mimeType === 'image/webp';
  if (!isTaken || fetched.bytes.length > 20 * MB) return 'file_format_check_failed';
  const [short = 0, long = 0] = [facts.width ?? 0, facts.height ?? 0].sort((a, b) => a - b);
  return short > SHORT_SIDE || long > LONG_SIDE ? 'picture_size_check_failed' : null;
}
