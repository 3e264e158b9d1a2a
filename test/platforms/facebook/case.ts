import type { RoomCase } from '../room-case.ts';

export const facebookCase: RoomCase = {
  network: 'facebook',
  login: (_url, name) => ({
    input: { accessToken: `sandbox-token-${name}` },
    wrong: { accessToken: 'not-this-one' },
  }),
  options: { placeId: '110774245616525', targetCountries: ['NO', 'SE'], targetMinimumAge: 18 },
  upload: 'POST photos',
  refusesDuplicates: true,
};
