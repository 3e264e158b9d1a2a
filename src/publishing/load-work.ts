import type { Json, JsonObject } from '../domain/json.ts';
import { resolveOptions } from '../domain/resolve-options.ts';
import { resolveVariant } from '../domain/variant.ts';
import type { StepKind } from '../platforms/platform.ts';
import { loadMedia } from './load-media.ts';
import type { DeliveryRow, SegmentRow, StepRow } from './read-rows.ts';
import type { Claim, PublishingDeps, Step, Work, WorkSegment } from './work.ts';

type LoadDeps = Pick<PublishingDeps, 'sealer' | 'roomOf' | 'webUrlOf' | 'media'>;
type Recipient = { accountId: string; channel: string };

/** A claimed delivery, out of the rows that were read of it. */
export async function loadWork(deps: LoadDeps, claim: Claim, row: DeliveryRow): Promise<Work> {
  const { room, account } = loadAccount(deps, row.account);
  const recipient = { accountId: account.id, channel: row.account.channel };
  const showing = { type: row.post.type, room };
  const retriedAt = row.retriedAt === null ? null : new Date(row.retriedAt);
  const segments = row.segments.map((segment) => loadSegment(deps, segment, { recipient, showing }));
  const { type, link } = row.post;
  return {
    claim,
    round: row.round,
    failures: row.failures,
    takeovers: row.abandonedAt.filter((at) => retriedAt === null || new Date(at) > retriedAt).length,
    room,
    account,
    type,
    link,
    options: optionsOf(row, recipient),
    segments: await Promise.all(segments),
    lastPosition: row.steps.at(-1)?.position ?? 0,
    steps: row.steps.filter(({ round }) => round === row.round).map((step) => toStep(step, deps.sealer, retriedAt)),
  };
}

type AccountRow = { id: string; channel: string; remoteId: string; username: string; server: string | null };

/** An account with the room that publishes to it. */
export function loadAccount({ roomOf, webUrlOf }: Pick<LoadDeps, 'roomOf' | 'webUrlOf'>, row: AccountRow) {
  const room = roomOf(row.channel);
  if (!room) throw new Error(`No room publishes to the channel ${row.channel}.`);
  const { id, remoteId, username, server } = row;
  return { room, account: { id, remoteId, username, server, webUrl: webUrlOf(room, server) } };
}

function optionsOf({ post }: DeliveryRow, recipient: Recipient): JsonObject {
  const { options, accountOptions } = post;
  return resolveOptions({ options: options ?? {}, accountOptions: accountOptions ?? [] }, recipient).options;
}

type Loading = { recipient: Recipient; showing: Parameters<typeof loadMedia>[2] };

async function loadSegment(deps: LoadDeps, row: SegmentRow, { recipient, showing }: Loading): Promise<WorkSegment> {
  const { id, position, mediaPosition, isPublished, remoteId, url, ref } = row;
  const { content, media } = resolveVariant(row, recipient);
  const text = content ?? '';
  if (isPublished) return { id, position, text, media: [], published: { remoteId, url, ref } };
  const shown = mediaPosition === null ? media : media.slice(mediaPosition, mediaPosition + 1);
  return { id, position, text, media: await loadMedia(deps, shown, showing), published: null };
}

function toStep(row: StepRow, sealer: LoadDeps['sealer'], retriedAt: Date | null): Step {
  const { sealed, failure, finishedAt, round: _, ...kept } = row;
  const startedAt = new Date(row.startedAt);
  return {
    ...kept,
    kind: row.kind.toLowerCase() as StepKind,
    startedAt,
    deadlineAt: new Date(row.deadlineAt),
    quietAt: quietAt(row),
    repeatRefused: failure?.repeatRefused === true,
    beforeRetry: retriedAt !== null && startedAt < retriedAt,
    secret: sealed === null ? null : (JSON.parse(sealer.open(sealed, row.id)) as Json),
  };
}

const gatewayTimeout = 504;

/** Where an answer came the request is over, unless a gateway gave up waiting for it; else it may be under way until its deadline. */
function quietAt({ deadlineAt, finishedAt, failure }: StepRow): Date {
  const answered = failure?.status !== undefined && failure.status !== gatewayTimeout;
  return new Date(answered && finishedAt !== null ? finishedAt : deadlineAt);
}
