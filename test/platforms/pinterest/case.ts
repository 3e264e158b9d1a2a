import { keepImage } from '../media-sentences.ts';
import type { RoomCase } from '../room-case.ts';

export const pinterestCase: RoomCase = {
  network: 'pinterest',
  login: (_url, name) => {
    const input = { accessToken: `sandbox-token-${name}`, refreshToken: `sandbox-refresh-${name}` };
    return { input, wrong: { ...input, accessToken: 'not-this-one' } };
  },
  needs: { boardId: '549755885175' },
  // The board that everyone shares in the sandbox.
  root: async (rooms) => ({ media: [await keepImage(rooms, 'grey')], options: { boardId: '549755885175' } }),
  options: {
    boardSectionId: '549755885176',
    title: 'Gulls',
    link: 'https://example.com/gulls',
    dominantColor: '#6E7874',
  },
  oneAltText: true,
};
