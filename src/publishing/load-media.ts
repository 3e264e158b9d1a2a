import { fitOf } from '../domain/fit-medium.ts';
import type { PostType } from '../domain/statuses.ts';
import { cutAltText } from '../domain/warn-of-alt-texts.ts';
import { fittingFilename } from '../media/filenames.ts';
import { fitImage } from '../media/fit-image.ts';
import { MediaProblem } from '../media/media-problem.ts';
import { PlatformFailure } from '../platforms/failure.ts';
import type { MediumToPublish, PublishingRoom } from '../platforms/platform.ts';
import type { UseRow } from './read-rows.ts';
import type { PublishingDeps } from './work.ts';

type Showing = { type: PostType; room: PublishingRoom };

/**
 * A segment's media as its channel takes them, made to fit where they have to be.
 * @throws PlatformFailure of kind media_rejected with why that cannot be had.
 */
export async function loadMedia(
  deps: Pick<PublishingDeps, 'media'>,
  used: readonly UseRow[],
  showing: Showing,
): Promise<MediumToPublish[]> {
  try {
    return await Promise.all(used.map((medium) => loadMedium(deps, medium, showing)));
  } catch (error) {
    if (!(error instanceof MediaProblem)) throw error;
    throw new PlatformFailure({ kind: 'media_rejected', happened: 'no', message: error.message, cause: error });
  }
}

async function loadMedium(
  { media }: Pick<PublishingDeps, 'media'>,
  medium: UseRow,
  { type, room }: Showing,
): Promise<MediumToPublish> {
  const { id, kind, filename, durationMs, contentHash } = medium;
  const altText = medium.altText && cutAltText(medium.altText, room.profile);
  const rule = room.profile.media.find((one) => one.type === type && one.kind === kind);
  const fit = rule === undefined ? null : fitOf(medium, rule);
  const kept = { id, kind, durationMs, altText };
  if (fit === null) {
    const { mimeType, bytes, width, height } = medium;
    const url = media.links.url({ id, filename });
    return { ...kept, key: contentHash, mimeType, bytes, width, height, filename, url };
  }
  const fitted = await fitImage(media.storage, contentHash, fit);
  const url = media.links.url({ id, filename }, fit);
  return { ...kept, ...fitted, filename: fittingFilename(filename, fitted.mimeType), url };
}
