import type { MediaRule, Profile } from '../../domain/profile.ts';
import { countCodePoints } from '../code-points.ts';
import { MB, mediaRule, SECOND } from '../media-rule.ts';

// 9:16 of at least 540 × 960, with room for a pixel more or less. How long a Spotlight video has to be (5 or 6 s) and what a file may weigh is (uncertain).
const upright = { minAspect: 0.55, maxAspect: 0.575, minSide: 540 };
const video = { kind: 'VIDEO', mimeTypes: ['video/mp4'], maxBytes: 500 * MB, maxDurationMs: 60 * SECOND } as const;

// https://developers.snap.com/api/marketing-api/Public-Profile-API/ProfileAssetManagement
const media: readonly MediaRule[] = [
  mediaRule({ type: 'POST', ...video, minDurationMs: 6 * SECOND, ...upright }),
  mediaRule({
    type: 'STORY',
    kind: 'IMAGE',
    mimeTypes: ['image/jpeg', 'image/png'],
    maxCount: 10,
    maxBytes: 20 * MB,
    ...upright,
  }),
  mediaRule({ type: 'STORY', ...video, maxCount: 10, minDurationMs: 5 * SECOND, ...upright }),
];

/** A post is a Spotlight video, with its description; a story has no text, and of several media each is a story of its own. */
export const profile: Profile = {
  network: 'snapchat',
  aliases: ['snap'],
  label: 'Snapchat',
  types: ['POST', 'STORY'],
  textLimits: [{ max: 160, unit: 'CODE_POINTS', types: ['POST'] }],
  textLength: countCodePoints,
  textOnly: false,
  media,
  mixesImagesAndVideo: false,
  replies: 'NONE',
  replyTextLimit: null,
  maxContainers: 1,
  linkPreview: false,
  altText: false,
  maxAltText: null,
  removesPosts: false,
};
