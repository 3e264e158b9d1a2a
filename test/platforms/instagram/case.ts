import { makers } from '../../support/images.ts';
import type { RoomCase } from '../room-case.ts';

export const instagramCase: RoomCase = {
  network: 'instagram',
  login: (_url, name) => ({
    input: { accessToken: `sandbox-token-${name}` },
    wrong: { accessToken: 'not-this-one' },
  }),
  root: async (rooms) => ({ media: [await rooms.keep(await makers.jpeg.make(), { altText: 'A gull' })] }),
  options: { collaborators: ['@grace'], userTags: ['ada'], locationId: '7640348500', aiGenerated: true },
};
