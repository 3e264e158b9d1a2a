import type { MediaRule, Profile } from '../../domain/profile.ts';
import { countGraphemes } from '../graphemes.ts';
import { MB, MINUTE, mediaRule } from '../media-rule.ts';

// https://github.com/bluesky-social/atproto/tree/main/lexicons/app/bsky/embed; the network's own app shows at most 3 minutes.
const media: readonly MediaRule[] = [
  mediaRule({
    type: 'POST',
    kind: 'IMAGE',
    mimeTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
    maxCount: 4,
    maxBytes: 2 * MB,
  }),
  mediaRule({
    type: 'POST',
    kind: 'VIDEO',
    mimeTypes: ['video/mp4'],
    maxBytes: 300 * MB,
    maxDurationMs: 3 * MINUTE,
  }),
];

// https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json: the server checks both limits.
export const profile: Profile = {
  network: 'bluesky',
  aliases: ['bsky'],
  label: 'Bluesky',
  types: ['POST'],
  textLimits: [
    { max: 300, unit: 'GRAPHEMES' },
    { max: 3_000, unit: 'UTF8_BYTES' },
  ],
  textLength: (text, unit) => (unit === 'UTF8_BYTES' ? Buffer.byteLength(text) : countGraphemes(text)),
  textOnly: true,
  media,
  mixesImagesAndVideo: false,
  replies: 'THREAD',
  replyTextLimit: null,
  maxContainers: 25,
  linkPreview: true,
  altText: true,
  maxAltText: null,
  removesPosts: true,
};
