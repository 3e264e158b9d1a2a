import { z } from 'zod';
import type { Choice, Session } from '../platform.ts';
import { bearer } from './bearer.ts';
import type { Credentials } from './credentials.ts';

type Line = Session<Credentials>;

const PAGE = 250;
const MOST_PAGES = 4;
/** Sections are asked for board by board. */
const MOST_BOARDS = 50;

const namedSchema = z.object({ id: z.string().regex(/^\d+$/), name: z.string() });
type Named = z.infer<typeof namedSchema>;

const pageSchema = z.object({ items: z.array(namedSchema), bookmark: z.string().nullish() });

/** The boards that the account can pin to: its own, and those that it shares. */
export async function readBoards(session: Line): Promise<Choice[]> {
  return (await listBoards(session)).map(({ id, name }) => ({ value: id, label: name }));
}

/** The sections of these boards, each after its board. */
export async function readSections(session: Line): Promise<Choice[]> {
  const boards = (await listBoards(session)).slice(0, MOST_BOARDS);
  const sections = await Promise.all(boards.map((board) => listSections(board, session)));
  return sections.flat();
}

/** https://developers.pinterest.com/docs/api/v5/boards-list */
function listBoards(session: Line): Promise<Named[]> {
  return listAll('/v5/boards', session);
}

/** https://developers.pinterest.com/docs/api/v5/board_sections-list */
async function listSections({ id, name }: Named, session: Line): Promise<Choice[]> {
  const sections = await listAll(`/v5/boards/${id}/sections`, session);
  return sections.map((section) => ({ value: section.id, label: `${name} – ${section.name}` }));
}

/** https://developers.pinterest.com/docs/reference/pagination/ */
async function listAll(path: string, session: Line): Promise<Named[]> {
  const found: Named[] = [];
  let bookmark: string | null | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams({ page_size: String(PAGE), ...(bookmark ? { bookmark } : {}) });
    const request = { method: 'GET', path: `${path}?${query}`, headers: bearer(session) } as const;
    const answer = await session.send(request, pageSchema);
    found.push(...answer.items);
    bookmark = answer.bookmark;
    if (!bookmark) break;
  }
  return found;
}
