import type { RoomCase } from '../room-case.ts';

const login: RoomCase['login'] = (_url, name) => ({
  input: { accessToken: `sandbox-token-${name}`, refreshToken: `sandbox-refresh-${name}` },
  wrong: { accessToken: 'not-this-one' },
});

const upload = 'PUT /dms-uploads/:upload/:part';

export const linkedinCase: RoomCase = {
  network: 'linkedin',
  login,
  options: { visibility: 'CONNECTIONS', disableReshare: true, pollQuestion: 'Which?', pollOptions: ['This', 'That'] },
  upload,
  refusesDuplicates: true,
  listsNothing: true,
};

export const linkedinPageCase: RoomCase = {
  network: 'linkedin_page',
  login,
  options: { disableReshare: true },
  upload,
  refusesDuplicates: true,
};
