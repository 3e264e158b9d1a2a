import type { Publishing } from '../platform.ts';

/** How a lost put is settled: it is sent again, under its own key, and answered as if for the first time. */
export const lost: Publishing['lost'] = {
  put_post: [
    { by: 'repeat', withinMs: Number.POSITIVE_INFINITY },
    {
      by: 'look',
      call: ({ request }) => ({ name: 'look_for_post', kind: 'check', request: { rkey: request.rkey ?? '' } }),
      pausesMs: [0],
      absence: 'proof',
    },
  ],
};
