import type { RoomCase } from '../room-case.ts';

export const blueskyCase: RoomCase = {
  network: 'bluesky',
  login: (url, name) => {
    const input = { service: `${url}/bluesky`, identifier: `${name}.sandbox.test`, password: `app-password-${name}` };
    return { input, wrong: { ...input, password: 'not-this-one' } };
  },
  options: { langs: ['nb'], labels: ['nudity'], replyGate: ['followers'] },
  upload: 'com.atproto.repo.uploadBlob',
};
