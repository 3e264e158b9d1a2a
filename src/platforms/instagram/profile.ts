import type { MediaRule, Profile } from '../../domain/profile.ts';
import { countCodePoints } from '../code-points.ts';
import { MB, MINUTE, mediaRule, SECOND } from '../media-rule.ts';

const videos = ['video/mp4', 'video/quicktime'];
const image = { kind: 'IMAGE', mimeTypes: ['image/jpeg'], maxBytes: 8 * MB } as const;
const reel = {
  kind: 'VIDEO',
  mimeTypes: videos,
  maxBytes: 300 * MB,
  minDurationMs: 3 * SECOND,
  maxDurationMs: 15 * MINUTE,
  minAspect: 0.01,
  maxAspect: 10,
  maxWidth: 1_920,
} as const;

// https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
const media: readonly MediaRule[] = [
  mediaRule({ type: 'POST', ...image, maxCount: 10, minAspect: 0.8, maxAspect: 1.91 }),
  mediaRule({ type: 'POST', ...reel, maxCount: 10 }),
  mediaRule({ type: 'REEL', ...reel }),
  mediaRule({ type: 'STORY', ...image, maxCount: 10 }),
  mediaRule({ type: 'STORY', ...reel, maxCount: 10, maxBytes: 100 * MB, maxDurationMs: 60 * SECOND }),
];

export const profile: Profile = {
  network: 'instagram',
  aliases: ['ig', 'insta'],
  label: 'Instagram',
  types: ['POST', 'REEL', 'STORY'],
  textLimits: [{ max: 2_200, unit: 'CODE_POINTS', types: ['POST', 'REEL'], maxHashtags: 30, maxMentions: 20 }],
  textLength: countCodePoints,
  textOnly: false,
  media,
  mixesImagesAndVideo: true,
  replies: 'COMMENT',
  replyTextLimit: 2_200,
  maxContainers: 25,
  linkPreview: false,
  altText: true,
  maxAltText: 1_000,
  // Only apps that log in through Facebook may delete, and not everything.
  removesPosts: false,
};
