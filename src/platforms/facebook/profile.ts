import type { MediaRule, Profile } from '../../domain/profile.ts';
import { countCodePoints } from '../code-points.ts';
import { GB, MB, MINUTE, mediaRule, SECOND } from '../media-rule.ts';

const images = ['image/jpeg', 'image/png', 'image/bmp', 'image/tiff', 'image/gif'];
const videos = ['video/mp4', 'video/quicktime'];
// 9:16, with room for a pixel more or less.
const upright = { minAspect: 0.55, maxAspect: 0.575 };

// https://developers.facebook.com/docs/graph-api/reference/page/photos, …/docs/video-api/guides/reels-publishing and
// …/docs/page-stories-api. The API names no limit for a page's videos: these are those of its upload page.
const media: readonly MediaRule[] = [
  mediaRule({ type: 'POST', kind: 'IMAGE', mimeTypes: images, maxCount: 10, maxBytes: 10 * MB }),
  mediaRule({ type: 'POST', kind: 'GIF', mimeTypes: ['image/gif'], maxCount: 10, maxBytes: 10 * MB }),
  mediaRule({ type: 'POST', kind: 'VIDEO', mimeTypes: videos, maxBytes: 10 * GB, maxDurationMs: 240 * MINUTE }),
  mediaRule({
    type: 'REEL',
    kind: 'VIDEO',
    mimeTypes: ['video/mp4'],
    minDurationMs: 3 * SECOND,
    maxDurationMs: 90 * SECOND,
    ...upright,
  }),
  mediaRule({ type: 'STORY', kind: 'IMAGE', mimeTypes: images, maxCount: 10, maxBytes: 10 * MB }),
  mediaRule({
    type: 'STORY',
    kind: 'VIDEO',
    mimeTypes: ['video/mp4'],
    maxCount: 10,
    minDurationMs: 3 * SECOND,
    maxDurationMs: 60 * SECOND,
    ...upright,
  }),
];

export const profile: Profile = {
  network: 'facebook',
  aliases: ['fb', 'facebook_page'],
  label: 'Facebook',
  types: ['POST', 'REEL', 'STORY'],
  textLimits: [{ max: 63_206, unit: 'CODE_POINTS', types: ['POST', 'REEL'] }],
  textLength: countCodePoints,
  textOnly: true,
  media,
  mixesImagesAndVideo: false,
  replies: 'COMMENT',
  replyTextLimit: 8_000,
  maxContainers: 25,
  linkPreview: true,
  altText: true,
  maxAltText: null,
  removesPosts: true,
};
