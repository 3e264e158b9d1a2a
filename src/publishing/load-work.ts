import type { Json, JsonObject } from '../domain/json.ts';
import type { AccountOptionsDraft, LinkDraft, OptionsByNetwork } from '../domain/post-draft.ts';
import type { MediaKind } from '../domain/profile.ts';
import { resolveOptions } from '../domain/resolve-options.ts';
import type { PostType } from '../domain/statuses.ts';
import { resolveVariant } from '../domain/variant.ts';
import type { Published, StepKind } from '../platforms/platform.ts';
import { loadMedia, type UsedMedium } from './load-media.ts';
import type { Claim, PublishingDeps, Step, Work, WorkSegment } from './work.ts';

type LoadDeps = Pick<PublishingDeps, 'database' | 'sealer' | 'roomOf' | 'webUrlOf' | 'media'>;

const inOrder = { orderBy: { position: 'asc' }, include: { media: true } } as const;

/** Reads a claimed delivery with its account, its segments and its journal. */
export async function loadWork(deps: LoadDeps, claim: Claim): Promise<Work> {
  const row = await deps.database.delivery.findUniqueOrThrow({
    where: { id: claim.deliveryId },
    include: {
      account: true,
      post: { select: { type: true, link: true, options: true, accountOptions: true } },
      segments: {
        orderBy: { position: 'asc' },
        include: {
          container: {
            include: { media: inOrder, overrides: { orderBy: { id: 'asc' }, include: { media: inOrder } } },
          },
        },
      },
      steps: { orderBy: { position: 'asc' } },
      attempts: { where: { outcome: 'ABANDONED' }, select: { startedAt: true } },
    },
  });
  const { room, account } = loadAccount(deps, row.account);
  const recipient = { accountId: account.id, channel: row.account.channel };
  const showing = { type: row.post.type as PostType, room };
  const segments = row.segments.map((segment) => loadSegment(deps, segment, { recipient, showing }));
  return {
    claim,
    round: row.round,
    failures: row.failures,
    takeovers: row.attempts.filter(({ startedAt }) => row.retriedAt === null || startedAt > row.retriedAt).length,
    room,
    account,
    type: showing.type,
    // It was written by this code, from drafts.
    link: row.post.link as LinkDraft | null,
    options: optionsOf(row.post, recipient),
    segments: await Promise.all(segments),
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
  return { room, account: { id, remoteId, username, server, webUrl: webUrlOf(room, server) } };
}

type Recipient = { accountId: string; channel: string };
type OptionsRow = { options: unknown; accountOptions: unknown };

/** They were written by this code, from drafts. */
function optionsOf(post: OptionsRow, recipient: Recipient): JsonObject {
  const options = (post.options ?? {}) as OptionsByNetwork;
  const accountOptions = (post.accountOptions ?? []) as AccountOptionsDraft[];
  return resolveOptions({ options, accountOptions }, recipient).options;
}

type UseRow = {
  overrideId: string | null;
  altText: string | null;
  media: {
    id: string;
    contentHash: string;
    filename: string;
    kind: string;
    mimeType: string;
    bytes: bigint;
    width: number | null;
    height: number | null;
    durationMs: number | null;
    altText: string | null;
  };
};

type SegmentRow = {
  id: string;
  position: number;
  mediaPosition: number | null;
  remoteId: string | null;
  url: string | null;
  remoteRef: unknown;
  publishedAt: Date | null;
  container: {
    content: string | null;
    media: UseRow[];
    overrides: {
      channel: string | null;
      accountId: string | null;
      content: string | null;
      replacesMedia: boolean;
      media: UseRow[];
    }[];
  };
};

type Loading = { recipient: Recipient; showing: Parameters<typeof loadMedia>[2] };

async function loadSegment(deps: LoadDeps, row: SegmentRow, { recipient, showing }: Loading): Promise<WorkSegment> {
  const { container, mediaPosition } = row;
  const overrides = container.overrides.map(({ replacesMedia, media, ...override }) => ({
    ...override,
    media: replacesMedia ? media : null,
  }));
  const own = container.media.filter(({ overrideId }) => overrideId === null);
  const { content, media } = resolveVariant({ content: container.content, media: own, overrides }, recipient);
  const shown = mediaPosition === null ? media : media.slice(mediaPosition, mediaPosition + 1);
  const { id, position, publishedAt, remoteId, url, remoteRef } = row;
  if (publishedAt !== null) {
    const published: Published = { remoteId, url, ref: remoteRef as Json };
    return { id, position, text: content ?? '', media: [], published };
  }
  return {
    id,
    position,
    text: content ?? '',
    media: await loadMedia(deps, shown.map(toUsed), showing),
    published: null,
  };
}

function toUsed({ altText, media }: UseRow): UsedMedium {
  return { ...media, kind: media.kind as MediaKind, bytes: Number(media.bytes), altText: altText ?? media.altText };
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
