import { z } from 'zod';
import type { Answer, Incoming, Operation, World } from '../network.ts';
import type { Account, Accounts } from './accounts.ts';
import { bodyParams, notFound, queryParams, refuse } from './api.ts';
import type { Authenticate } from './authenticate.ts';
import type { Entities } from './entities.ts';
import type { Media } from './media.ts';
import { attachable } from './media-operations.ts';
import { checkNewStatus, type NewStatus, newStatusSchema, scheduledTime } from './new-status.ts';
import type { Status, Statuses } from './statuses.ts';

const BODY_BYTES = 1_000_000;
const IN_REPLY_NOT_FOUND = 'The post you are trying to reply to does not appear to exist.';

type Parts = {
  world: World;
  accounts: Accounts;
  statuses: Statuses;
  media: Media;
  entities: Entities;
  authenticate: Authenticate;
};

/** Publishing, reading and removing statuses. */
export function statusOperations(parts: Parts): Operation[] {
  const operation = (
    method: Operation['method'],
    path: string,
    run: (incoming: Incoming, parts: Parts) => Answer,
  ): Operation => ({
    name: `${method} ${path}`,
    method,
    path,
    publishes: method === 'POST',
    maxBodyBytes: BODY_BYTES,
    run: (incoming) => run(incoming, parts),
  });
  return [
    operation('POST', '/api/v1/statuses', createStatus),
    operation('GET', '/api/v1/statuses/:id', showStatus),
    operation('GET', '/api/v1/statuses/:id/source', showSource),
    operation('DELETE', '/api/v1/statuses/:id', deleteStatus),
    operation('GET', '/api/v1/accounts/:id/statuses', listStatuses),
  ];
}

function createStatus(incoming: Incoming, parts: Parts): Answer {
  const account = parts.authenticate.required(incoming);
  const params = bodyParams(incoming, newStatusSchema);
  const key = incoming.headers.get('idempotency-key') ?? '';
  const parent = repliedTo(params, account, parts);
  const replayed = key === '' ? undefined : parts.statuses.rememberedBy(account.id, key);
  if (replayed !== undefined) return replay(replayed, account, parts);
  const answer = publish({ account, params, parent }, parts);
  if (key !== '') parts.statuses.remember({ accountId: account.id, key, id: answer.id });
  return { status: 200, body: answer };
}

function repliedTo(params: NewStatus, account: Account, { statuses }: Parts): Status | null {
  const id = params.in_reply_to_id ?? '';
  if (id === '') return null;
  const parent = statuses.find(id);
  return parent !== undefined && mayRead(parent, account) ? parent : refuse(404, IN_REPLY_NOT_FOUND);
}

function replay(id: string, account: Account, { statuses, entities }: Parts): Answer {
  const waiting = statuses.findScheduled(id);
  if (waiting !== undefined) return { status: 200, body: entities.scheduled(waiting) };
  return { status: 200, body: entities.status(statuses.find(id) ?? notFound(), account) };
}

type Publication = { account: Account; params: NewStatus; parent: Status | null };

function publish({ account, params, parent }: Publication, { world, statuses, media, entities }: Parts) {
  const draft = checkNewStatus(params);
  attachable(draft.mediaIds, account.id, media);
  const scheduledAt = scheduledTime(params, world.now());
  const id = statuses.nextId();
  if (scheduledAt !== null) {
    const kept = { ...draft, in_reply_to_id: parent?.id ?? null, media_ids: draft.mediaIds, poll: null };
    const row = { id, accountId: account.id, scheduledAt: scheduledAt.toISOString(), params: kept };
    statuses.saveScheduled(row);
    media.attach(draft.mediaIds, id);
    return entities.scheduled(row);
  }
  const at = world.now().toISOString();
  const row: Status = { ...draft, id, accountId: account.id, inReplyToId: parent?.id ?? null, at };
  statuses.save(row);
  media.attach(draft.mediaIds, id);
  return entities.status(row, account);
}

function showStatus(incoming: Incoming, parts: Parts): Answer {
  const viewer = parts.authenticate.optional(incoming);
  const row = parts.statuses.find(incoming.params.id ?? '');
  if (row === undefined || !mayRead(row, viewer)) return notFound();
  return { status: 200, body: parts.entities.status(row, viewer) };
}

function showSource(incoming: Incoming, parts: Parts): Answer {
  const viewer = parts.authenticate.required(incoming);
  const row = parts.statuses.find(incoming.params.id ?? '');
  if (row === undefined || row.accountId !== viewer.id) return notFound();
  return { status: 200, body: { id: row.id, text: row.text, spoiler_text: row.spoilerText } };
}

function deleteStatus(incoming: Incoming, parts: Parts): Answer {
  const account = parts.authenticate.required(incoming);
  const row = parts.statuses.find(incoming.params.id ?? '');
  if (row === undefined || row.accountId !== account.id) return notFound();
  const body = parts.entities.status(row, account, true);
  parts.statuses.remove(row);
  parts.media.remove(row.mediaIds);
  return { status: 200, body };
}

const listSchema = z.object({
  limit: z.coerce.number().int().min(1).default(20),
  max_id: z.string().optional(),
  since_id: z.string().optional(),
  min_id: z.string().optional(),
  exclude_replies: z.string().optional(),
  pinned: z.string().optional(),
  only_media: z.string().optional(),
});
const MAX_PAGE = 40;

function listStatuses(incoming: Incoming, parts: Parts): Answer {
  const viewer = parts.authenticate.optional(incoming);
  const account = parts.accounts.byId(incoming.params.id ?? '') ?? notFound();
  const { limit, max_id, since_id, min_id, exclude_replies, pinned, only_media } = queryParams(incoming, listSchema);
  const after = since_id ?? min_id;
  // No status is pinned here, so asking for those alone gives none.
  const rows = pinned === 'true' ? [] : parts.statuses.ofAccount(account.id);
  const fitting = rows
    .filter((row) => mayRead(row, viewer))
    .filter(({ mediaIds }) => only_media !== 'true' || mediaIds.length > 0)
    .filter(({ inReplyToId }) => exclude_replies !== 'true' || inReplyToId === null)
    .filter(({ id }) => (max_id === undefined || isBefore(id, max_id)) && (after === undefined || isBefore(after, id)))
    .reverse();
  const size = Math.min(limit, MAX_PAGE);
  const page = min_id === undefined ? fitting.slice(0, size) : fitting.slice(-size);
  const headers =
    page.length === 0 ? {} : { link: pageLinks(page, `${parts.world.url()}/api/v1/accounts/${account.id}/statuses`) };
  return { status: 200, headers, body: page.map((row) => parts.entities.status(row, viewer)) };
}

function pageLinks(page: readonly Status[], url: string): string {
  return `<${url}?max_id=${page.at(-1)?.id}>; rel="next", <${url}?min_id=${page[0]?.id}>; rel="prev"`;
}

function isBefore(a: string, b: string): boolean {
  return a.length === b.length ? a < b : a.length < b.length;
}

function mayRead(row: Status, viewer: Account | null): boolean {
  return row.visibility === 'public' || row.visibility === 'unlisted' || row.accountId === viewer?.id;
}
