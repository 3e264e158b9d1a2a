import type { z } from 'zod';
import type { Transaction } from '../database/prisma.ts';
import type { PostFacts } from '../domain/check-post.ts';
import type { JsonObject } from '../domain/json.ts';
import type { ChannelFacts, MediumFacts } from '../domain/post-draft.ts';
import type { MediaKind } from '../domain/profile.ts';
import type { AccountStatus } from '../domain/statuses.ts';
import { networkNamed, platformOf } from '../platforms/index.ts';
import type { ActionContext } from './context.ts';

type Reading = Pick<ActionContext, 'actor' | 'limits' | 'clock' | 'media'>;

/** What the rules need to know: the workspace's accounts, and what the channels allow. */
export async function readPostFacts(tx: Transaction, { actor, limits, clock, media }: Reading): Promise<PostFacts> {
  const accounts = await tx.account.findMany({
    where: { workspaceId: actor.workspaceId },
    select: { id: true, channel: true, username: true, status: true, textLimit: true, credentialsExpireAt: true },
    orderBy: { id: 'asc' },
  });
  return {
    accounts: accounts.map((account) => ({ ...account, status: account.status as AccountStatus })),
    channelOf,
    networkNamed,
    now: clock.now(),
    maxScheduleDays: limits.maxScheduleDays,
    maxContainers: limits.maxContainers,
    refusalOfUrl: media.byUrl.refusalOf,
    maxMediaUrls: limits.maxMediaUrls,
  };
}

/** The workspace's media with these ids; deleted ones are not there any more. The others stay until the transaction is over. */
export async function readLibrary(
  tx: Transaction,
  { actor }: Pick<Reading, 'actor'>,
  ids: readonly string[],
): Promise<Map<string, MediumFacts>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<(MediumRow & { id: string })[]>`
    select id, kind, mime_type as "mimeType", bytes, width, height, duration_ms as "durationMs", alt_text as "altText"
    from media where id = any(${[...new Set(ids)]}::text[]) and workspace_id = ${actor.workspaceId} and deleted_at is null
    order by id for key share`;
  return new Map(rows.map((row) => [row.id, toMediumFacts(row)]));
}

type MediumRow = Omit<MediumFacts, 'kind' | 'bytes'> & { kind: string; bytes: bigint };

export function toMediumFacts({ kind, mimeType, bytes, width, height, durationMs, altText }: MediumRow): MediumFacts {
  return { kind: kind as MediaKind, mimeType, bytes: Number(bytes), width, height, durationMs, altText };
}

function channelOf(network: string): ChannelFacts {
  const { profile, options, publishing } = platformOf(network);
  const rules = options && {
    required: options.required,
    refused: options.refused ?? [],
    problemsIn: (given: JsonObject) => problemsIn(options.schema, given),
  };
  return {
    profile,
    options: rules,
    available: publishing !== null,
  };
}

function problemsIn(schema: z.ZodType, given: unknown) {
  const { error } = schema.safeParse(given);
  return (error?.issues ?? []).map(({ path, message }) => ({ path: path.map(String), message }));
}
