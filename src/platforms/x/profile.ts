import twitterText from 'twitter-text';
import type { MediaRule, Profile } from '../../domain/profile.ts';
import { MB, mediaRule, SECOND } from '../media-rule.ts';

// https://docs.x.com/x-api/media/quickstart/best-practices
const media: readonly MediaRule[] = [
  mediaRule({
    type: 'POST',
    kind: 'IMAGE',
    mimeTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
    maxCount: 4,
    maxBytes: 5 * MB,
  }),
  mediaRule({ type: 'POST', kind: 'GIF', mimeTypes: ['image/gif'], maxBytes: 15 * MB }),
  mediaRule({
    type: 'POST',
    kind: 'VIDEO',
    mimeTypes: ['video/mp4', 'video/quicktime'],
    maxBytes: 512 * MB,
    minDurationMs: 0.5 * SECOND,
    maxDurationMs: 140 * SECOND,
    minAspect: 1 / 3,
    maxAspect: 3,
  }),
];

export const profile: Profile = {
  network: 'x',
  aliases: ['twitter'],
  label: 'X',
  types: ['POST'],
  textLimits: [{ max: 280, unit: 'WEIGHTED' }],
  // https://docs.x.com/fundamentals/counting-characters: the text is brought into form C first.
  textLength: (text) => twitterText.parseTweet(text).weightedLength,
  textOnly: true,
  media,
  mixesImagesAndVideo: false,
  replies: 'THREAD',
  replyTextLimit: null,
  maxContainers: 25,
  linkPreview: false,
  altText: true,
  maxAltText: 1_000,
  removesPosts: true,
};
