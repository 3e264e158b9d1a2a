import { SECOND } from '../media-rule.ts';
import type { CallToMake, JournalEntry, Publishing } from '../platform.ts';
import { publishSchema, wantedOf } from './wire.ts';

/** How a lost publication is settled: its container says whether it is published, so that it is never published twice. */
// https://developers.facebook.com/docs/threads/troubleshooting. That it is not published is certain, for the request is over by then.
// A list may lag behind: at last the container's word is enough, and the post's id stays unknown.
export const lost: Publishing['lost'] = {
  publish: [
    { by: 'look', call: (entry) => look('look_for_published', entry), pausesMs: [0, 3 * SECOND], absence: 'proof' },
    {
      by: 'look',
      call: (entry) => look('look_again_for_published', entry),
      pausesMs: [10 * SECOND, 30 * SECOND, 60 * SECOND],
      absence: 'proof',
    },
    { by: 'look', call: (entry) => look('settle_published', entry), pausesMs: [0], absence: 'no_proof' },
  ],
};

function look(name: string, lostEntry: JournalEntry): CallToMake {
  const wanted = wantedOf(publishSchema.parse(lostEntry.request));
  return { name, kind: 'check', request: { ...wanted, settles: name === 'settle_published' } };
}
