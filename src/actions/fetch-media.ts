import type { Transaction } from '../database/prisma.ts';
import { mediaUrlsIn } from '../domain/check-media-urls.ts';
import { newId } from '../domain/ids.ts';
import type { MediumFacts, PostDraft } from '../domain/post-draft.ts';
import { Refusal, type UserError } from '../domain/refusal.ts';
import { filenameIn } from '../media/media-by-url.ts';
import { MediaProblem } from '../media/media-problem.ts';
import type { KeptFile } from '../media/take-in.ts';
import type { ActionContext } from './context.ts';
import { createMedium } from './create-medium.ts';

/** What was fetched, by URL: kept in storage, and not in the library yet. */
export type FetchedMedia = ReadonlyMap<string, { id: string; facts: MediumFacts; kept: KeptFile }>;

export const nothingFetched: FetchedMedia = new Map();

type Fetching = Pick<ActionContext, 'media'>;

/**
 * Fetches what the media of a draft name by URL: each URL once, all at the same time. To be called outside of any transaction.
 * @throws Refusal with every place of every URL that gives no medium.
 */
export async function fetchMedia({ media }: Fetching, draft: PostDraft): Promise<FetchedMedia> {
  const outcomes = await Promise.all(
    [...mediaUrlsIn(draft)].map(async ([url, places]) => ({ url, places, taken: await takeMedium({ media }, url) })),
  );
  const userErrors = outcomes.flatMap(({ places, taken }) =>
    taken instanceof MediaProblem ? places.map((path) => mediaError(taken, path)) : [],
  );
  if (userErrors.length > 0) throw new Refusal(userErrors);
  return new Map(
    outcomes.flatMap(({ url, taken }) => (taken instanceof MediaProblem ? [] : [[url, fetched(taken)] as const])),
  );
}

/** The file at a URL, kept, or why it is no medium. */
export async function takeMedium({ media }: Fetching, url: string): Promise<KeptFile | MediaProblem> {
  try {
    return await media.byUrl.take(url);
  } catch (error) {
    if (error instanceof MediaProblem) return error;
    throw error;
  }
}

function fetched(kept: KeptFile) {
  const { contentHash: _, ...facts } = kept;
  return { id: newId('Media'), facts: { ...facts, altText: null }, kept };
}

export function mediaError({ code, message, passed }: MediaProblem, path: readonly string[]): UserError {
  return { code, message, path, ...passed };
}

/** Puts what was fetched into the library, with the post that it was fetched for. */
export async function keepFetched(
  database: Transaction,
  { actor }: Pick<ActionContext, 'actor'>,
  media: FetchedMedia,
): Promise<void> {
  for (const [url, { id, kept }] of media)
    await createMedium({ database, actor }, kept, { id, filename: filenameIn(url), altText: null });
}
