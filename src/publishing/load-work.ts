import type { Json, JsonObject } from '../domain/json.ts';
import type { Published, StepKind } from '../platforms/platform.ts';
import type { Claim, PublishingDeps, Step, Work, WorkSegment } from './work.ts';

type LoadDeps = Pick<PublishingDeps, 'database' | 'sealer' | 'roomOf' | 'webUrlOf'>;

/** Reads a claimed delivery with its account, its segments and its journal. */
export async function loadWork(deps: LoadDeps, claim: Claim): Promise<Work> {
  const row = await deps.database.delivery.findUniqueOrThrow({
    where: { id: claim.deliveryId },
    include: {
      account: true,
      segments: { orderBy: { position: 'asc' }, include: { container: true } },
      steps: { orderBy: { position: 'asc' } },
    },
  });
  const room = deps.roomOf(row.account.channel);
  if (!room) throw new Error(`No room publishes to the channel ${row.account.channel}.`);
  const { id, remoteId, username, server } = row.account;
  return {
    claim,
    round: row.round,
    failures: row.failures,
    room,
    account: { id, remoteId, username, server, webUrl: deps.webUrlOf(server, room.webUrl) },
    segments: row.segments.map(toSegment),
    lastPosition: row.steps.at(-1)?.position ?? 0,
    steps: row.steps
      .filter((step) => step.round === row.round)
      .map((step) => toStep(step, { sealer: deps.sealer, retriedAt: row.retriedAt })),
  };
}

type SegmentRow = {
  id: string;
  position: number;
  remoteId: string | null;
  url: string | null;
  remoteRef: unknown;
  publishedAt: Date | null;
  container: { content: string | null };
};

function toSegment(row: SegmentRow): WorkSegment {
  const published: Published = { remoteId: row.remoteId, url: row.url, ref: row.remoteRef as Json };
  return {
    id: row.id,
    position: row.position,
    text: row.container.content ?? '',
    published: row.publishedAt === null ? null : published,
  };
}

type StepRow = Omit<Step, 'kind' | 'status' | 'request' | 'result' | 'secret' | 'repeatRefused' | 'beforeRetry'> & {
  kind: string;
  status: string;
  request: unknown;
  result: unknown;
  sealed: string | null;
  failure: unknown;
};

type Reading = { sealer: PublishingDeps['sealer']; retriedAt: Date | null };

/** The journal's JSON was written by this code, from rooms' typed results. */
function toStep({ sealed, failure, ...row }: StepRow, { sealer, retriedAt }: Reading): Step {
  return {
    ...row,
    kind: row.kind.toLowerCase() as StepKind,
    status: row.status as Step['status'],
    request: row.request as JsonObject,
    result: row.result as Json,
    repeatRefused: (failure as { repeatRefused?: boolean } | null)?.repeatRefused === true,
    beforeRetry: retriedAt !== null && row.startedAt < retriedAt,
    secret: sealed === null ? null : (JSON.parse(sealer.open(sealed, row.id)) as Json),
  };
}
