import { tinyMp4 } from '../../support/videos.ts';
import type { RoomCase } from '../room-case.ts';

export const youtubeCase: RoomCase = {
  network: 'youtube',
  login: (_url, name) => {
    const input = { accessToken: `sandbox-token-${name}`, refreshToken: `sandbox-refresh-${name}` };
    return { input, wrong: { ...input, accessToken: 'not-this-one' } };
  },
  needs: { title: 'A film' },
  root: async (rooms) => {
    const facts = { kind: 'VIDEO', mimeType: 'video/mp4', filename: 'film.mp4', durationMs: 1_000 } as const;
    return { media: [await rooms.keep(await tinyMp4(), facts)], options: { title: 'A film' } };
  },
  // https://developers.google.com/youtube/v3/docs/videos#snippet.description
  unwritten: /[<>]/g,
  options: {
    title: 'Gulls',
    privacy: 'unlisted',
    categoryId: '15',
    tags: ['gulls', 'the sea'],
    notifySubscribers: false,
    license: 'creativeCommon',
    embeddable: false,
    aiGenerated: true,
    language: 'en',
  },
};
