import type { Transaction } from '../database/prisma.ts';
import { allowIncomplete } from '../domain/allow-incomplete.ts';
import { type CheckedPost, checkPost } from '../domain/check-post.ts';
import type { PostDraft } from '../domain/post-draft.ts';
import { changedDraft, draftOf, mediaIdsIn, type PostInput } from '../domain/post-input.ts';
import { Refusal } from '../domain/refusal.ts';
import { type FetchedFacts, withFetched } from '../domain/with-fetched.ts';
import type { ActionContext } from './context.ts';
import { readLibrary, readPostFacts } from './read-post-facts.ts';

type Checking = Pick<ActionContext, 'actor' | 'limits' | 'clock' | 'media'>;
export type Checked = { draft: PostDraft; checked: CheckedPost };

/** An input, alone or as a change of a stored post, with all that the rules say of it. */
export async function checkInput(
  tx: Transaction,
  context: Checking,
  given: { input: PostInput; stored?: PostDraft; fetched?: FetchedFacts },
): Promise<Checked> {
  const { input, stored, fetched = new Map() } = given;
  const library = await readLibrary(tx, context, mediaIdsIn(input));
  const written = stored ? changedDraft(stored, input, library) : draftOf(input, library);
  const draft = withFetched(written, fetched);
  return { draft, checked: checkPost(draft, await readPostFacts(tx, context)) };
}

/** Refuses what is wrong, all at once; what an incomplete draft lacks passes as warnings where that was asked for. */
export function orRefuse({ draft, checked }: Checked, incomplete: boolean | null | undefined): Checked {
  const judged = incomplete === true ? allowIncomplete(checked) : checked;
  if (judged.userErrors.length > 0) throw new Refusal(judged.userErrors, judged.warnings);
  return { draft, checked: judged };
}
