import type { MediaRule, Profile } from '../../domain/profile.ts';
import { countCodePoints } from '../code-points.ts';
import { GB, MINUTE, mediaRule } from '../media-rule.ts';

const video = {
  kind: 'VIDEO',
  mimeTypes: [
    'video/mp4',
    'video/quicktime',
    'video/webm',
    'video/mpeg',
    'video/3gpp',
    'video/x-msvideo',
    'video/x-matroska',
    'video/x-ms-wmv',
    'video/x-flv',
  ],
  maxBytes: 256 * GB,
} as const;

// https://support.google.com/youtube/answer/71673 and …/15424877: what is square or upright and 3 minutes at most is a Short.
const media: readonly MediaRule[] = [
  mediaRule({ type: 'POST', ...video, maxDurationMs: 720 * MINUTE }),
  mediaRule({ type: 'REEL', ...video, maxDurationMs: 3 * MINUTE, maxAspect: 1 }),
];

// https://developers.google.com/youtube/v3/docs/videos#snippet.description: the text is the description. Comments count otherwise.
export const profile: Profile = {
  network: 'youtube',
  aliases: ['yt'],
  label: 'YouTube',
  types: ['POST', 'REEL'],
  textLimits: [{ max: 5_000, unit: 'UTF8_BYTES', forbidden: '<>' }],
  textLength: (text, unit) => (unit === 'UTF8_BYTES' ? Buffer.byteLength(text) : countCodePoints(text)),
  textOnly: false,
  media,
  mixesImagesAndVideo: false,
  replies: 'COMMENT',
  replyTextLimit: 10_000,
  replyTextUnit: 'CODE_POINTS',
  maxContainers: 25,
  linkPreview: false,
  altText: false,
  maxAltText: null,
  removesPosts: true,
};
