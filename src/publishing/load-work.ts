import type { Json, JsonObject } from '../domain/json.ts';
import { resolveOptions } from '../domain/resolve-options.ts';
import { resolveVariant } from '../domain/variant.ts';
import type { StepKind } from '../platforms/platform.ts';
import type { DeliveryRow, SegmentRow, StepRow } from './read-rows.ts';
import type { Claim, Hold, PublishingDeps, Step, Work, WorkSegment } from './work.ts';

type LoadDeps = Pick<PublishingDeps, 'sealer' | 'roomOf' | 'webUrlOf'>;
type Recipient = { accountId: string; channel: string };

/** A claimed delivery, out of the rows that were read of it. */
export function loadWork(deps: LoadDeps, claim: Claim, row: DeliveryRow): Work {
  const { room, account } = loadAccount(deps, row.account);
  const recipient = { accountId: account.id, channel: row.account.channel };
  const retriedAt = row.retriedAt === null ? null : new Date(row.retriedAt);
  const { type, link } = row.post;
  return {
    claim,
    round: row.round,
    failures: row.failures,
    takeovers: takeoversOf(row),
    room,
    account,
    holds: holdsOf(row.account),
    type,
    link,
    options: optionsOf(row, recipient),
    segments: row.segments.map((segment) => toSegment(segment, recipient)),
    lastPosition: row.steps.at(-1)?.position ?? 0,
    steps: row.steps.filter(({ round }) => round === row.round).map((step) => toStep(step, deps.sealer, retriedAt)),
  };
}

function takeoversOf({ abandonedAt, retriedAt, steps }: DeliveryRow): number {
  const wentWell = steps.flatMap(({ status, finishedAt }) =>
    status === 'DONE' && finishedAt !== null ? finishedAt : [],
  );
  const since = Math.max(...[retriedAt ?? 0, ...wentWell].map((at) => new Date(at).getTime()));
  return abandonedAt.filter((at) => new Date(at).getTime() > since).length;
}

function holdsOf({ publishAllowedAt }: DeliveryRow['account']): Hold[] {
  return publishAllowedAt === null ? [] : [{ lane: 'publishing', until: new Date(publishAllowedAt) }];
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

function toSegment(row: SegmentRow, recipient: Recipient): WorkSegment {
  const { id, position, mediaPosition, isPublished, remoteId, url, ref } = row;
  const { content, media } = resolveVariant(row, recipient);
  const used = mediaPosition === null ? media : media.slice(mediaPosition, mediaPosition + 1);
  const published = isPublished ? { remoteId, url, ref } : null;
  return { id, position, text: content ?? '', used, media: [], published };
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
    refuted: row.status === 'DONE' && failure !== null,
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
