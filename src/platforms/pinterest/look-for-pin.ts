import { z } from 'zod';
import type { LookResult, Session } from '../platform.ts';
import { bearer } from './bearer.ts';
import type { Credentials } from './credentials.ts';
import type { Wanted } from './wire.ts';

const PAGE = 250;

const listedSchema = z.object({
  id: z.string().regex(/^\d+$/),
  created_at: z.string(),
  title: z.string().nullish(),
  description: z.string().nullish(),
  link: z.string().nullish(),
  /** Whether the caller made it: on a group board others may pin the same. */
  is_owner: z.boolean().nullish(),
});
type Listed = z.infer<typeof listedSchema>;

const pageSchema = z.object({ items: z.array(listedSchema), bookmark: z.string().nullish() });

/** Looks through the pins of the board, or of its section, for one that was created since a commit was planned. */
export async function lookForPin(wanted: Wanted, session: Session<Credentials>): Promise<LookResult> {
  const { items, bookmark } = await listPins(wanted, session);
  const ours = items.findLast(
    (pin) => createdAt(pin) >= Date.parse(wanted.since) && isWanted(pin, wanted) && !session.isRecorded(pin.id),
  );
  if (ours !== undefined) return { verdict: 'found', result: { id: ours.id } };
  return { verdict: !bookmark || reachesBack(items, wanted.since) ? 'absent' : 'undecided' };
}

/** https://developers.pinterest.com/docs/api/v5/boards-list_pins and …/board_sections-list_pins */
async function listPins({ boardId, sectionId }: Wanted, session: Session<Credentials>) {
  const place = sectionId === null ? boardId : `${boardId}/sections/${sectionId}`;
  const path = `/v5/boards/${place}/pins?page_size=${PAGE}`;
  return session.send({ method: 'GET', path, headers: bearer(session) }, pageSchema);
}

/** Pinterest does not say in which order pins come: only where they are seen to come newest first is a page all there is since a time. */
function reachesBack(items: readonly Listed[], since: string): boolean {
  const times = items.map(createdAt);
  const newestFirst = times.every((time, index) => index === 0 || time <= (times[index - 1] ?? 0));
  return newestFirst && (times.at(-1) ?? Number.POSITIVE_INFINITY) < Date.parse(since);
}

/** Times are in UTC, and say so only sometimes. */
function createdAt({ created_at }: Listed): number {
  return Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(created_at) ? created_at : `${created_at}Z`);
}

function isWanted(pin: Listed, { title, description, link }: Wanted): boolean {
  return (
    pin.is_owner !== false &&
    plain(pin.title) === plain(title) &&
    plain(pin.description) === plain(description) &&
    plain(pin.link) === plain(link)
  );
}

function plain(text: string | null | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
