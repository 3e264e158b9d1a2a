import { MINUTE, SECOND } from '../media-rule.ts';
import type { CallToMake, JournalEntry, Publishing } from '../platform.ts';
import { commentSchema, publishSchema, sincePlanned, wantedOf } from './wire.ts';

/** How a lost commit is settled: a container says whether it is published, and comments are looked for. */
// https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-container. That it is not published is
// certain, for the request is over by then. A list may lag behind: at last the container's word is enough, and the id stays unknown.
export const lost: Publishing['lost'] = {
  publish: [
    { by: 'look', call: (entry) => look('look_for_published', entry), pausesMs: [0, 3 * SECOND], absence: 'proof' },
    {
      by: 'look',
      call: (entry) => look('look_again_for_published', entry),
      pausesMs: [10 * SECOND, 30 * SECOND, MINUTE],
      absence: 'proof',
    },
    { by: 'look', call: (entry) => look('settle_published', entry), pausesMs: [0], absence: 'no_proof' },
  ],
  // Instagram takes the same comment twice, and may hide one from its list.
  create_comment: [
    { by: 'look', call: lookForComment, pausesMs: [3 * SECOND, 15 * SECOND, MINUTE], absence: 'no_proof' },
  ],
};

function look(name: string, lostEntry: JournalEntry): CallToMake {
  const wanted = wantedOf(publishSchema.parse(lostEntry.request));
  return { name, kind: 'check', request: { ...wanted, settles: name === 'settle_published' } };
}

function lookForComment(lostEntry: JournalEntry): CallToMake {
  const { plannedAt, mediaId, message } = commentSchema.parse(lostEntry.request);
  return { name: 'look_for_comment', kind: 'check', request: { since: sincePlanned(plannedAt), mediaId, message } };
}
