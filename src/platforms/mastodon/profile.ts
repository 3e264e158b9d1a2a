import type { MediaRule, Profile } from '../../domain/profile.ts';
import { mediaRule } from '../media-rule.ts';
import { textLength } from './text-length.ts';

const MIB = 1024 * 1024;

// https://docs.joinmastodon.org/user/posting/#attachments: what a server takes unless it is set up otherwise.
const media: readonly MediaRule[] = [
  mediaRule({
    type: 'POST',
    kind: 'IMAGE',
    mimeTypes: ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/heic', 'image/heif', 'image/avif'],
    maxCount: 4,
    maxBytes: 16 * MIB,
  }),
  mediaRule({ type: 'POST', kind: 'GIF', mimeTypes: ['image/gif'], maxBytes: 16 * MIB }),
  mediaRule({
    type: 'POST',
    kind: 'VIDEO',
    mimeTypes: ['video/mp4', 'video/webm', 'video/quicktime', 'video/ogg'],
    maxBytes: 99 * MIB,
  }),
];

export const profile: Profile = {
  network: 'mastodon',
  aliases: ['fediverse'],
  label: 'Mastodon',
  types: ['POST'],
  // What a server allows unless it says otherwise; connecting an account reads what its own server says.
  textLimits: [{ max: 500, unit: 'GRAPHEMES' }],
  textLength,
  countedOptions: ['spoilerText'],
  textOnly: true,
  media,
  mixesImagesAndVideo: false,
  replies: 'THREAD',
  replyTextLimit: null,
  maxContainers: 25,
  linkPreview: false,
  altText: true,
  maxAltText: 1_500,
  removesPosts: true,
};
