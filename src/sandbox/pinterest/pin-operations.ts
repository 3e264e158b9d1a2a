import { z } from 'zod';
import { SECOND } from '../limits.ts';
import type { Answer, Incoming, Operation } from '../network.ts';
import { type Account, type Board, boardsOf } from './accounts.ts';
import { jsonBody, queryOf, refuse } from './api.ts';
import { checkNewPin, imagesIn, newPinSchema } from './new-pin.ts';
import type { Parts } from './parts.ts';
import type { Pin } from './pins.ts';

const BODY_BYTES = 1_000_000;
/** A new pin is listed after this time. */
const LISTING_LAG_MS = 3 * SECOND;
const READ = ['boards:read', 'pins:read'];
const WRITE = [...READ, 'boards:write', 'pins:write'];

/** Who the caller is, its boards, and the pins on them. */
export function pinOperations(parts: Parts): Operation[] {
  const operation = (
    name: string,
    scopes: readonly string[],
    run: (incoming: Incoming, account: Account, parts: Parts) => Answer,
  ): Operation => {
    const [method, path] = name.split(' ') as [Operation['method'], string];
    return {
      name,
      method,
      path,
      publishes: method === 'POST',
      maxBodyBytes: BODY_BYTES,
      run: (incoming) => run(incoming, parts.authenticate.required(incoming, scopes), parts),
    };
  };
  return [
    { ...operation('POST /v5/pins', WRITE, createPin), fetches: imagesIn },
    operation('DELETE /v5/pins/:id', WRITE, deletePin),
    operation('GET /v5/user_account', ['user_accounts:read'], showAccount),
    operation('GET /v5/boards', ['boards:read'], listBoards),
    operation('GET /v5/boards/:id/sections', ['boards:read'], listSections),
    operation('GET /v5/boards/:id/pins', READ, listPins),
    operation('GET /v5/boards/:id/sections/:section/pins', READ, listPins),
  ];
}

function createPin(incoming: Incoming, account: Account, parts: Parts): Answer {
  const sent = jsonBody(incoming, newPinSchema);
  const pin = parts.pins.add(checkNewPin(sent, { account, incoming, parts }));
  return { status: 201, body: entity(pin, account) };
}

function deletePin({ params }: Incoming, { username }: Account, { pins }: Parts): Answer {
  const pin = pins.find(params.id ?? '') ?? refuse(404, 50, 'Pin not found.');
  if (pin.username !== username) return refuse(403, 29, 'You are not permitted to access that resource.');
  pins.remove(pin);
  return { status: 204, body: undefined };
}

function showAccount(_incoming: Incoming, { id, username, displayName }: Account, { world }: Parts): Answer {
  const profile_image = `${world.url()}/avatars/${id}.jpg`;
  const body = { id, username, account_type: 'BUSINESS', business_name: displayName, profile_image };
  return { status: 200, body };
}

const pageSchema = z.strictObject({
  page_size: z.coerce.number().int().min(1).max(250).default(25),
  bookmark: z.string().regex(/^\d+$/).optional(),
});

/** https://developers.pinterest.com/docs/reference/pagination/ */
function page(incoming: Incoming, all: readonly object[]): Answer {
  const { page_size, bookmark = '0' } = queryOf(incoming, pageSchema);
  const first = Number(bookmark);
  const items = all.slice(first, first + page_size);
  const next = first + items.length;
  return { status: 200, body: { items, bookmark: next < all.length ? String(next) : null } };
}

function listBoards(incoming: Incoming, account: Account): Answer {
  const boards = boardsOf(account);
  return page(
    incoming,
    boards.map(({ id, name }) => ({ id, name, privacy: 'PUBLIC' })),
  );
}

function listSections(incoming: Incoming, account: Account): Answer {
  return page(incoming, boardIn(incoming, account).sections);
}

function boardIn({ params }: Incoming, account: Account): Board {
  return boardsOf(account).find(({ id }) => id === params.id) ?? refuse(404, 40, 'Board not found.');
}

function listPins(incoming: Incoming, account: Account, { world, pins }: Parts): Answer {
  const board = boardIn(incoming, account);
  const { section } = incoming.params;
  const until = world.now().getTime() - LISTING_LAG_MS;
  const listed = pins
    .all()
    .filter((pin) => pin.boardId === board.id && pin.at <= until)
    .filter((pin) => section === undefined || pin.sectionId === section);
  return page(
    incoming,
    listed.toReversed().map((pin) => entity(pin, account)),
  );
}

/** Times are in UTC and do not say so. */
function entity(pin: Pin, { username }: Account): object {
  return {
    id: pin.id,
    created_at: new Date(pin.at).toISOString().slice(0, 19),
    board_id: pin.boardId,
    board_section_id: pin.sectionId,
    title: pin.title,
    description: pin.description,
    link: pin.link,
    alt_text: pin.altText,
    dominant_color: pin.dominantColor,
    is_owner: pin.username === username,
    media: { media_type: pin.kind },
  };
}
