import type { Profile } from '../../domain/profile.ts';
import { countGraphemes } from '../graphemes.ts';

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
  media: [],
  mixesImagesAndVideo: false,
  replies: 'THREAD',
  replyTextLimit: null,
  maxContainers: 25,
  linkPreview: false,
  altText: false,
  removesPosts: true,
};
