import type { MediaRule, Profile } from '../../domain/profile.ts';
import { countCodePoints } from '../code-points.ts';
import { GB, MB, MINUTE, mediaRule, SECOND } from '../media-rule.ts';

// https://help.pinterest.com/en/business/article/pinterest-product-specs
const media: readonly MediaRule[] = [
  mediaRule({
    type: 'POST',
    kind: 'IMAGE',
    mimeTypes: ['image/jpeg', 'image/png'],
    maxCount: 5,
    maxBytes: 20 * MB,
    oneSize: true,
  }),
  mediaRule({
    type: 'POST',
    kind: 'VIDEO',
    mimeTypes: ['video/mp4', 'video/quicktime', 'video/x-m4v'],
    maxBytes: 2 * GB,
    minDurationMs: 4 * SECOND,
    maxDurationMs: 15 * MINUTE,
    minAspect: 0.5,
    maxAspect: 1.91,
  }),
];

// https://developers.pinterest.com/docs/api/v5/pins-create: the text is the pin's description.
export const profile: Profile = {
  network: 'pinterest',
  aliases: ['pin'],
  label: 'Pinterest',
  types: ['POST'],
  textLimits: [{ max: 800, unit: 'CODE_POINTS' }],
  textLength: countCodePoints,
  textOnly: false,
  media,
  mixesImagesAndVideo: false,
  replies: 'NONE',
  replyTextLimit: null,
  maxContainers: 1,
  linkPreview: false,
  altText: true,
  maxAltText: 500,
  removesPosts: true,
};
