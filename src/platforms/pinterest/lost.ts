import { MINUTE, SECOND } from '../media-rule.ts';
import type { CallToMake, JournalEntry, Publishing } from '../platform.ts';
import { createSchema } from './wire.ts';

/** How a lost pin is settled: looked for on its board, for Pinterest knows no key of ours. */
// How soon a board lists a new pin, and whether it lists texts and links as they were sent, is not documented (uncertain): a pin that is
// not found may be there.
export const lost: Publishing['lost'] = {
  create_pin: [
    { by: 'look', call: lookFor, pausesMs: [5 * SECOND, 20 * SECOND, MINUTE, 3 * MINUTE], absence: 'no_proof' },
  ],
};

function lookFor({ request }: JournalEntry): CallToMake {
  const { plannedAt, pin } = createSchema.parse(request);
  const wanted = {
    since: new Date(Date.parse(plannedAt) - MINUTE).toISOString(),
    boardId: pin.board_id,
    sectionId: pin.board_section_id ?? null,
    title: pin.title ?? '',
    description: pin.description ?? '',
    link: pin.link ?? '',
  };
  return { name: 'look_for_pin', kind: 'check', request: wanted };
}
