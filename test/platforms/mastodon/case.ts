import type { RoomCase } from '../room-case.ts';

export const mastodonCase: RoomCase = {
  network: 'mastodon',
  login: (url, name) => {
    const input = { server: `${url}/mastodon`, accessToken: `sandbox-token-${name}` };
    return { input, wrong: { ...input, accessToken: 'not-this-one' } };
  },
  options: { visibility: 'unlisted', spoilerText: 'Spiders', sensitive: true, language: 'nb' },
  upload: 'POST /api/v2/media',
};
