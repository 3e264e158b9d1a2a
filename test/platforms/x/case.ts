import type { RoomCase } from '../room-case.ts';

export const xCase: RoomCase = {
  network: 'x',
  login: (_url, name) => {
    const input = { accessToken: `sandbox-token-${name}`, refreshToken: `sandbox-refresh-${name}` };
    return { input, wrong: { ...input, accessToken: 'not-this-one' } };
  },
  options: { replySettings: 'mentionedUsers', madeWithAi: true, paidPartnership: true, pollOptions: ['Yes', 'No'] },
  upload: 'POST /2/media/upload/:id/append',
  refusesDuplicates: true,
};
