import type { MediaRule, Profile } from '../../domain/profile.ts';
import { GB, MB, MINUTE, mediaRule } from '../media-rule.ts';
import { textLength } from './text-length.ts';

// https://developers.facebook.com/docs/threads/overview#limitations
const media: readonly MediaRule[] = [
  mediaRule({
    type: 'POST',
    kind: 'IMAGE',
    mimeTypes: ['image/jpeg', 'image/png'],
    maxCount: 20,
    maxBytes: 8 * MB,
    maxAspect: 10,
  }),
  mediaRule({
    type: 'POST',
    kind: 'VIDEO',
    mimeTypes: ['video/mp4', 'video/quicktime'],
    maxCount: 20,
    maxBytes: GB,
    maxDurationMs: 5 * MINUTE,
    minAspect: 0.01,
    maxAspect: 10,
  }),
];

export const profile: Profile = {
  network: 'threads',
  aliases: ['threads.net'],
  label: 'Threads',
  types: ['POST'],
  textLimits: [{ max: 500, unit: 'EMOJI_AS_BYTES' }],
  textLength,
  textOnly: true,
  media,
  mixesImagesAndVideo: true,
  replies: 'THREAD',
  replyTextLimit: null,
  maxContainers: 25,
  linkPreview: false,
  altText: true,
  maxAltText: 1_000,
  removesPosts: true,
};
