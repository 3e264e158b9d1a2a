import { requireScope } from '../domain/actor.ts';
import { Refusal, type UserError } from '../domain/refusal.ts';
import { MediaProblem } from '../media/media-problem.ts';
import { type KeptFile, takeIn } from '../media/take-in.ts';
import { checkAltText } from './check-alt-text.ts';
import type { ActionContext } from './context.ts';
import { createMedium } from './create-medium.ts';

/** A file as a caller sends it. Nothing that it says of itself is believed. */
export type UploadedFile = {
  name: string;
  /** What it has in bytes; null where that shows only when it has come. */
  size: number | null;
  /** What it may have in bytes, where that is not what a file in a GraphQL request may. */
  maxBytes?: number;
  stream(): AsyncIterable<Uint8Array>;
};

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
  const { maxBytes = maxGraphqlUploadBytes } = file;
  const altText = input.altText?.trim() || null;
  const userErrors = [...checkSize(file, maxBytes), ...checkAltText(altText)];
  if (userErrors.length > 0) throw new Refusal(userErrors);
  const kept = await keep(context, file, maxBytes);
  return { mediaId: await createMedium(context, kept, { filename: file.name, altText }) };
}

function checkSize({ size }: UploadedFile, limit: number): UserError[] {
  if (size === null || size <= limit) return [];
  const message = `The file has ${size} bytes; ${limit} is the most that is taken here. Send a smaller one.`;
  return [{ code: 'TOO_LARGE', message, path: filePath, limit, actual: size, unit: 'bytes' }];
}

async function keep({ media }: ActionContext, file: UploadedFile, maxBytes: number): Promise<KeptFile> {
  try {
    return await takeIn(media.storage, file.stream(), { maxBytes });
  } catch (error) {
    if (!(error instanceof MediaProblem)) throw error;
    throw new Refusal([{ code: error.code, message: error.message, path: filePath, ...error.passed }]);
  }
}
