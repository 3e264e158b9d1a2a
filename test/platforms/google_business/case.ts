import type { RoomCase } from '../room-case.ts';

export const googleBusinessCase: RoomCase = {
  network: 'google_business',
  login: (_url, name) => {
    const input = { accessToken: `sandbox-token-${name}`, refreshToken: `sandbox-refresh-${name}` };
    return { input, wrong: { ...input, accessToken: 'not-this-one' } };
  },
  // https://support.google.com/business/answer/7213077: a post with a link in its text is rejected.
  unwritten: /https?:\S+/g,
  options: {
    topicType: 'OFFER',
    eventTitle: 'Cinnamon week',
    eventStart: '2027-03-01T08:00',
    eventEnd: '2027-03-07',
    couponCode: 'BUN7',
    redeemUrl: 'https://example.com/buns',
    terms: 'One each.',
    languageCode: 'en',
  },
};
