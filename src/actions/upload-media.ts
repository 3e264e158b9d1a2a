import { requireScope } from '../domain/actor.ts';
import { newId } from '../domain/ids.ts';
import { Refusal, type UserError } from '../domain/refusal.ts';
import { fittingFilename } from '../media/filenames.ts';
import { MediaProblem } from '../media/media-problem.ts';
import { thumbnailKey } from '../media/storage.ts';
import { type UnderstoodImage, understandImage } from '../media/understand-image.ts';
import { checkAltText } from './check-alt-text.ts';
import type { ActionContext } from './context.ts';

/** A file as a caller sent it. Nothing that it says of itself is believed. */
export type UploadedFile = { name: string; size: number; arrayBuffer(): Promise<ArrayBuffer> };

export type UploadMediaInput = { file: UploadedFile; altText?: string | null };

/** A GraphQL request is in memory as a whole. */
export const maxGraphqlUploadBytes = 20 * 1024 * 1024;

const filePath = ['input', 'file'];

/**
 * Keeps a file in the workspace's library, as its bytes show it to be.
 * @throws Refusal: TOO_LARGE, TOO_LONG, MEDIA_UNREADABLE, MEDIA_UNSUPPORTED; nothing is kept then.
 */
export async function uploadMedia(context: ActionContext, input: UploadMediaInput): Promise<{ mediaId: string }> {
  requireScope(context.actor, 'MEDIA_WRITE');
  const { file } = input;
  const altText = input.altText?.trim() || null;
  const userErrors = [...checkSize(file), ...checkAltText(altText)];
  if (userErrors.length > 0) throw new Refusal(userErrors);
  const image = await understand(Buffer.from(await file.arrayBuffer()));
  const contentHash = await keep(context, image);
  const { kind, mimeType, width, height, durationMs, bytes } = image;
  const mediaId = newId('Media');
  const filename = fittingFilename(file.name, mimeType);
  const facts = { kind, mimeType, width, height, durationMs, bytes: bytes.length };
  const { workspaceId } = context.actor;
  await context.database.media.create({ data: { id: mediaId, workspaceId, contentHash, filename, altText, ...facts } });
  return { mediaId };
}

function checkSize({ size }: UploadedFile): UserError[] {
  const limit = maxGraphqlUploadBytes;
  if (size <= limit) return [];
  const message = `The file has ${size} bytes; this mutation takes ${limit} at most. Send a smaller one.`;
  return [{ code: 'TOO_LARGE', message, path: filePath, limit, actual: size, unit: 'bytes' }];
}

async function understand(bytes: Buffer): Promise<UnderstoodImage> {
  try {
    return await understandImage(bytes);
  } catch (error) {
    if (!(error instanceof MediaProblem)) throw error;
    throw new Refusal([{ code: error.code, message: error.message, path: filePath, ...error.passed }]);
  }
}

/** Nothing counts as media before its row is written, and the bytes are there by then. */
async function keep({ media }: ActionContext, { bytes, thumbnail }: UnderstoodImage): Promise<string> {
  const { key } = await media.storage.put(whole(bytes));
  await media.storage.put(whole(thumbnail), thumbnailKey(key));
  return key;
}

async function* whole(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
