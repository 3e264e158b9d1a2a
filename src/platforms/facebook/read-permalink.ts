import type { z } from 'zod';
import type { JournalEntry, Next, SegmentToPublish } from '../platform.ts';
import { createdSchema } from './wire.ts';

/** The end of what has an id: its address is asked for once, and built where Facebook gives none. */
export function readPermalink(
  { account }: SegmentToPublish,
  { id, permalink_url }: z.infer<typeof createdSchema>,
  journal: readonly JournalEntry[],
): Next {
  const asked = journal.findLast(({ name, request }) => name === 'read_permalink' && request.id === id);
  const isAnswered = asked?.status === 'DONE' || asked?.status === 'REFUSED';
  if (!permalink_url && !isAnswered)
    return { do: 'call', call: { name: 'read_permalink', kind: 'check', request: { id }, optional: true } };
  const given = permalink_url ?? createdSchema.safeParse(asked?.result).data?.permalink_url;
  return { do: 'finish', published: { remoteId: id, url: given ?? `${account.webUrl}/${id}`, ref: null } };
}
