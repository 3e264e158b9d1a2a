import { requireScope } from '../domain/actor.ts';
import { Refusal, type UserError } from '../domain/refusal.ts';
import { filenameIn } from '../media/media-by-url.ts';
import { MediaProblem } from '../media/media-problem.ts';
import { checkAltText } from './check-alt-text.ts';
import type { ActionContext } from './context.ts';
import { createMedium } from './create-medium.ts';
import { mediaError, takeMedium } from './fetch-media.ts';

export type UploadMediaFromUrlInput = { url: string; altText?: string | null };

const path = ['input', 'url'];

/**
 * Fetches a file, and keeps it in the workspace's library as its bytes show it to be.
 * @throws Refusal: INVALID, TOO_LONG, MEDIA_FETCH_FAILED, TOO_LARGE, MEDIA_UNREADABLE, MEDIA_UNSUPPORTED; nothing is kept then.
 */
export async function uploadMediaFromUrl(
  context: ActionContext,
  input: UploadMediaFromUrlInput,
): Promise<{ mediaId: string }> {
  requireScope(context.actor, 'MEDIA_WRITE');
  const { url } = input;
  const altText = input.altText?.trim() || null;
  const userErrors = [...checkUrl(context, url), ...checkAltText(altText)];
  if (userErrors.length > 0) throw new Refusal(userErrors);
  const taken = await takeMedium(context, url);
  if (taken instanceof MediaProblem) throw new Refusal([mediaError(taken, path)]);
  return { mediaId: await createMedium(context, taken, { filename: filenameIn(url), altText }) };
}

function checkUrl({ media }: Pick<ActionContext, 'media'>, url: string): UserError[] {
  const message = media.byUrl.refusalOf(url);
  return message === null ? [] : [{ code: 'INVALID', message, path }];
}
