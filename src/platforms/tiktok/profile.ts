import type { MediaRule, Profile } from '../../domain/profile.ts';
import { GB, MB, MINUTE, mediaRule } from '../media-rule.ts';

const video = {
  kind: 'VIDEO',
  mimeTypes: ['video/mp4', 'video/webm', 'video/quicktime'],
  maxBytes: 4 * GB,
  maxDurationMs: 10 * MINUTE,
  minSide: 360,
  maxSides: { short: 4_096, long: 4_096 },
} as const;

// https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide: videos of 360 to 4096 pixels a side, and photos of 1080p.
const media: readonly MediaRule[] = [
  mediaRule({
    type: 'POST',
    kind: 'IMAGE',
    mimeTypes: ['image/jpeg', 'image/webp'],
    maxCount: 35,
    maxBytes: 20 * MB,
    maxSides: { short: 1_080, long: 1_920 },
  }),
  mediaRule({ type: 'POST', ...video }),
  mediaRule({ type: 'REEL', ...video }),
];

export const profile: Profile = {
  network: 'tiktok',
  aliases: ['tt'],
  label: 'TikTok',
  types: ['POST', 'REEL'],
  // https://developers.tiktok.com/doc/content-posting-api-reference-direct-post: the caption of a video; …-reference-photo-post: the description of photos.
  textLimits: [
    { max: 2_200, unit: 'UTF16_UNITS', mediaKinds: ['VIDEO'] },
    { max: 4_000, unit: 'UTF16_UNITS', mediaKinds: ['IMAGE'] },
  ],
  textLength: (text) => text.length,
  textOnly: false,
  media,
  mixesImagesAndVideo: false,
  replies: 'NONE',
  replyTextLimit: null,
  maxContainers: 1,
  linkPreview: false,
  altText: false,
  maxAltText: null,
  removesPosts: false,
};
