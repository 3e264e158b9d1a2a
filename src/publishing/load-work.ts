import type { Json, JsonObject } from '../domain/json.ts';
import type { AccountOptionsDraft, OptionsByNetwork } from '../domain/post-draft.ts';
import { resolveOptions } from '../domain/resolve-options.ts';
import { resolveVariant } from '../domain/variant.ts';
import type { Published, StepKind } from '../platforms/platform.ts';
import type { Claim, PublishingDeps, Step, Work, WorkSegment } from './work.ts';

type LoadDeps = Pick<PublishingDeps, 'database' | 'sealer' | 'roomOf' | 'webUrlOf'>;

/** Reads a claimed delivery with its account, its segments and its journal. */
export async function loadWork(deps: LoadDeps, claim: Claim): Promise<Work> {
  const row = await deps.database.delivery.findUniqueOrThrow({
    where: { id: claim.deliveryId },
    include: {
      account: true,
      post: { select: { options: true, accountOptions: true } },
      segments: {
        orderBy: { position: 'asc' },
        include: { container: { include: { overrides: { orderBy: { id: 'asc' } } } } },
      },
      steps: { orderBy: { position: 'asc' } },
      attempts: { where: { outcome: 'ABANDONED' }, select: { startedAt: true } },
    },
  });
  const { room, account } = loadAccount(deps, row.account);
  const recipient = { accountId: account.id, channel: row.account.channel };
  return {
    claim,
    round: row.round,
    failures: row.failures,
    takeovers: row.attempts.filter(({ startedAt }) => row.retriedAt === null || startedAt > row.retriedAt).length,
    room,
    account,
    options: optionsOf(row.post, recipient),
    segments: row.segments.map((segment) => toSegment(segment, recipient)),
    lastPosition: row.steps.at(-1)?.position ?? 0,
    steps: row.steps
      .filter((step) => step.round === row.round)
      .map((step) => toStep(step, { sealer: deps.sealer, retriedAt: row.retriedAt })),
  };
}

type AccountRow = { id: string; channel: string; remoteId: string; username: string; server: string | null };

/** An account with the room that publishes to it. */
export function loadAccount({ roomOf, webUrlOf }: Pick<LoadDeps, 'roomOf' | 'webUrlOf'>, row: AccountRow) {
  const room = roomOf(row.channel);
  if (!room) throw new Error(`No room publishes to the channel ${row.channel}.`);
  const { id, remoteId, username, server } = row;
  return { room, account: { id, remoteId, username, server, webUrl: webUrlOf(server, room.webUrl) } };
}

type Recipient = { accountId: string; channel: string };
type OptionsRow = { options: unknown; accountOptions: unknown };

/** They were written by this code, from drafts. */
function optionsOf(post: OptionsRow, recipient: Recipient): JsonObject {
  const options = (post.options ?? {}) as OptionsByNetwork;
  const accountOptions = (post.accountOptions ?? []) as AccountOptionsDraft[];
  return resolveOptions({ options, accountOptions }, recipient).options;
}

type SegmentRow = {
  id: string;
  position: number;
  remoteId: string | null;
  url: string | null;
  remoteRef: unknown;
  publishedAt: Date | null;
  container: {
    content: string | null;
    overrides: { channel: string | null; accountId: string | null; content: string | null }[];
  };
};

function toSegment(row: SegmentRow, recipient: Recipient): WorkSegment {
  const overrides = row.container.overrides.map((override) => ({ ...override, media: null }));
  const { content } = resolveVariant({ content: row.container.content, media: [], overrides }, recipient);
  const published: Published = { remoteId: row.remoteId, url: row.url, ref: row.remoteRef as Json };
  return {
    id: row.id,
    position: row.position,
    text: content ?? '',
    published: row.publishedAt === null ? null : published,
  };
}

type StepRow = Omit<
  Step,
  'kind' | 'status' | 'request' | 'result' | 'secret' | 'repeatRefused' | 'beforeRetry' | 'quietAt'
> & {
  kind: string;
  status: string;
  request: unknown;
  result: unknown;
  sealed: string | null;
  failure: unknown;
  finishedAt: Date | null;
};

type Reading = { sealer: PublishingDeps['sealer']; retriedAt: Date | null };

/** The journal's JSON was written by this code, from rooms' typed results. */
function toStep({ sealed, failure, finishedAt, ...row }: StepRow, { sealer, retriedAt }: Reading): Step {
  const closed = failure as RecordedFailure | null;
  return {
    ...row,
    kind: row.kind.toLowerCase() as StepKind,
    status: row.status as Step['status'],
    request: row.request as JsonObject,
    result: row.result as Json,
    quietAt: quietAt({ deadlineAt: row.deadlineAt, finishedAt, failure: closed }),
    repeatRefused: closed?.repeatRefused === true,
    beforeRetry: retriedAt !== null && row.startedAt < retriedAt,
    secret: sealed === null ? null : (JSON.parse(sealer.open(sealed, row.id)) as Json),
  };
}

/** What closeFailed wrote. */
type RecordedFailure = { repeatRefused?: boolean; status?: number };
type Closed = { deadlineAt: Date; finishedAt: Date | null; failure: RecordedFailure | null };

const gatewayTimeout = 504;

/** Where an answer came the request is over, unless a gateway gave up waiting for it; else it may be under way until its deadline. */
function quietAt({ deadlineAt, finishedAt, failure }: Closed): Date {
  const answered = failure?.status !== undefined && failure.status !== gatewayTimeout;
  return answered && finishedAt !== null ? finishedAt : deadlineAt;
}
