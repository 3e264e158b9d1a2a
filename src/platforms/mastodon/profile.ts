import type { Profile } from '../../domain/profile.ts';
import { textLength } from './text-length.ts';

export const profile: Profile = {
  network: 'mastodon',
  aliases: ['fediverse'],
  label: 'Mastodon',
  types: ['POST'],
  // What a server allows unless it says otherwise; connecting an account reads what its own server says.
  textLimits: [{ max: 500, unit: 'GRAPHEMES' }],
  textLength,
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
