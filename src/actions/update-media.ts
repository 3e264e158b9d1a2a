import { requireScope } from '../domain/actor.ts';
import { Refusal, type UserError } from '../domain/refusal.ts';
import { fittingFilename } from '../media/filenames.ts';
import { checkAltText } from './check-alt-text.ts';
import type { ActionContext } from './context.ts';
import { findMediaToChange } from './find-media-to-change.ts';

/** What is left out stays; a null alt text is taken away. */
export type UpdateMediaInput = {
  id: string;
  altText?: string | null | undefined;
  filename?: string | null | undefined;
};

/**
 * Changes how a medium of the library is called and described. Posts show the new alt text where they gave none of their own.
 * @throws Refusal: NOT_FOUND, REQUIRED, TOO_LONG.
 */
export async function updateMedia(context: ActionContext, input: UpdateMediaInput): Promise<{ mediaId: string }> {
  requireScope(context.actor, 'MEDIA_WRITE');
  const { id: mediaId, filename } = input;
  const altText = input.altText === undefined ? undefined : input.altText?.trim() || null;
  const userErrors = [...checkAltText(altText ?? null), ...checkFilename(filename)];
  await context.database.$transaction(async (tx) => {
    const { mimeType } = await findMediaToChange(tx, context, mediaId);
    if (userErrors.length > 0) throw new Refusal(userErrors);
    const data = {
      ...(altText === undefined ? {} : { altText }),
      ...(filename ? { filename: fittingFilename(filename, mimeType) } : {}),
    };
    await tx.media.update({ where: { id: mediaId }, data });
  });
  return { mediaId };
}

function checkFilename(filename: string | null | undefined): UserError[] {
  if (filename === undefined || filename?.trim()) return [];
  const message = 'A file needs a name. Write one, or leave filename out to keep the one that it has.';
  return [{ code: 'REQUIRED', message, path: ['input', 'filename'] }];
}
