import type { RoomCase } from '../room-case.ts';

export const threadsCase: RoomCase = {
  network: 'threads',
  login: (_url, name) => ({
    input: { accessToken: `sandbox-token-${name}` },
    wrong: { accessToken: 'not-this-one' },
  }),
  options: {
    replyControl: 'followers_only',
    topicTag: 'Gulls',
    linkAttachment: 'https://example.com/gulls',
    pollOptions: ['Herring gull', 'Black-headed gull'],
    locationId: '106',
    allowedCountries: ['NO', 'SE'],
  },
};
