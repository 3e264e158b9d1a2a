import { keepVideo } from '../media-sentences.ts';
import type { RoomCase } from '../room-case.ts';

export const tiktokCase: RoomCase = {
  network: 'tiktok',
  login: (_url, name) => {
    const input = { accessToken: `sandbox-token-${name}`, refreshToken: `sandbox-refresh-${name}` };
    return { input, wrong: { ...input, accessToken: 'not-this-one' } };
  },
  options: {
    privacyLevel: 'MUTUAL_FOLLOW_FRIENDS',
    disableComment: true,
    disableDuet: true,
    disableStitch: true,
    paidPartnership: true,
    ownBusiness: true,
    aiGenerated: true,
    coverTimestampMs: 1_000,
  },
  needs: { privacyLevel: 'PUBLIC_TO_EVERYONE' },
  root: async (rooms) => ({ media: [await keepVideo(rooms)], options: { privacyLevel: 'PUBLIC_TO_EVERYONE' } }),
  tellsIdsLater: true,
};
