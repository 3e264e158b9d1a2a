import type { MediaRule, Profile } from '../../domain/profile.ts';
import { countCodePoints } from '../code-points.ts';
import { MB, mediaRule } from '../media-rule.ts';

// https://support.google.com/business/answer/6103862. Others say 400 × 300 pixels (uncertain).
const media: readonly MediaRule[] = [
  mediaRule({ type: 'POST', kind: 'IMAGE', mimeTypes: ['image/jpeg', 'image/png'], maxBytes: 5 * MB, minSide: 250 }),
];

export const profile: Profile = {
  network: 'google_business',
  aliases: ['gbp', 'gmb', 'google_business_profile'],
  label: 'Google Business',
  types: ['POST'],
  // What Google's own form takes; the reference of the API names no limit.
  textLimits: [{ max: 1_500, unit: 'CODE_POINTS' }],
  textLength: countCodePoints,
  textOnly: true,
  media,
  mixesImagesAndVideo: false,
  replies: 'NONE',
  replyTextLimit: null,
  maxContainers: 1,
  linkPreview: false,
  altText: false,
  maxAltText: null,
  removesPosts: true,
};
