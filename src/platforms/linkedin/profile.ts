import type { MediaRule, Profile } from '../../domain/profile.ts';
import { countCodePoints } from '../code-points.ts';
import { MB, MINUTE, mediaRule, SECOND } from '../media-rule.ts';

// https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/images-api, …/videos-api and …/documents-api
const media: readonly MediaRule[] = [
  mediaRule({
    type: 'POST',
    kind: 'IMAGE',
    mimeTypes: ['image/jpeg', 'image/png', 'image/gif'],
    maxCount: 20,
    maxBytes: 5 * MB,
  }),
  mediaRule({ type: 'POST', kind: 'GIF', mimeTypes: ['image/gif'], maxBytes: 5 * MB }),
  mediaRule({
    type: 'POST',
    kind: 'VIDEO',
    mimeTypes: ['video/mp4'],
    maxBytes: 500 * MB,
    minDurationMs: 3 * SECOND,
    maxDurationMs: 30 * MINUTE,
    minAspect: 1 / 2.4,
    maxAspect: 2.4,
  }),
  mediaRule({
    type: 'POST',
    kind: 'DOCUMENT',
    mimeTypes: [
      'application/pdf',
      'application/msword',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ],
    maxBytes: 100 * MB,
  }),
];

export const profile: Profile = {
  network: 'linkedin',
  aliases: ['linkedin_profile'],
  label: 'LinkedIn',
  types: ['POST'],
  // https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api
  textLimits: [{ max: 3_000, unit: 'CODE_POINTS' }],
  textLength: countCodePoints,
  textOnly: true,
  media,
  mixesImagesAndVideo: false,
  replies: 'COMMENT',
  replyTextLimit: 1_250,
  maxContainers: 25,
  linkPreview: true,
  altText: true,
  maxAltText: 4_086,
  removesPosts: true,
};

/** A page takes and does what a person does. */
export const pageProfile: Profile = {
  ...profile,
  network: 'linkedin_page',
  aliases: ['linkedin_company'],
  label: 'LinkedIn Page',
};
