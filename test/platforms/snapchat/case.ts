import { keepVideo } from '../media-sentences.ts';
import type { RoomCase } from '../room-case.ts';

export const snapchatCase: RoomCase = {
  network: 'snapchat',
  login: (_url, name) => {
    const input = { accessToken: `sandbox-token-${name}`, refreshToken: `sandbox-refresh-${name}` };
    return { input, wrong: { ...input, accessToken: 'not-this-one' } };
  },
  options: { locale: 'nb_NO', skipSaveToProfile: true },
  root: async (rooms) => ({ media: [await keepVideo(rooms)] }),
};
