import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Fit } from '../domain/fit-medium.ts';
import { fittingFilename } from './filenames.ts';
import { fitName, readFitName } from './fit-name.ts';

/** Which of a medium's files a link names: the file itself, the small picture of it, or the image as it was made to fit. */
type LinkedFile = 'file' | 'thumbnail' | Fit;

/** Addresses that networks and browsers open without a key, and that nobody can guess. */
export type MediaLinks = {
  url(media: { id: string; filename: string }, file?: LinkedFile): string;
  /** What a path names, or null where it is none of ours, unsigned or altered. */
  read(path: string): { mediaId: string; filename: string; file: LinkedFile } | null;
};

type Options = { publicUrl: string; key: Buffer };

export const mediaPath = '/media/';
const thumbnailName = 'thumbnail.webp';
const pathPattern = /^\/media\/(?:(thumbnail|fit-[\w.-]{1,40})\/)?(media_\w{1,40})\/([\w-]{43})\/([^/]{1,3000})$/;

/** `<public URL>/media/<id>/<signature>/<filename>`. The signature covers the rest, so links stay good when the medium is renamed. */
export function createMediaLinks({ publicUrl, key }: Options): MediaLinks {
  const sign = (folder: string, id: string, filename: string) =>
    createHmac('sha256', key).update(`${folder}/${id}/${filename}`).digest('base64url');
  return {
    url({ id, filename }, file = 'file') {
      const folder = typeof file === 'string' ? file : fitName(file);
      const name = nameOf(filename, file);
      const place = folder === 'file' ? '' : `${folder}/`;
      return `${publicUrl}${mediaPath}${place}${id}/${sign(folder, id, name)}/${encodeURIComponent(name)}`;
    },
    read(path) {
      const [, folder = 'file', mediaId = '', signature = '', encoded = ''] = pathPattern.exec(path) ?? [];
      const filename = decoded(encoded);
      const file = readFolder(folder);
      if (filename === null || file === null) return null;
      const good = sign(folder, mediaId, filename);
      return timingSafeEqual(Buffer.from(good), Buffer.from(signature.padEnd(good.length)))
        ? { mediaId, filename, file }
        : null;
    },
  };
}

function nameOf(filename: string, file: LinkedFile): string {
  if (file === 'thumbnail') return thumbnailName;
  return file === 'file' ? filename : fittingFilename(filename, file.mimeType);
}

function readFolder(folder: string): LinkedFile | null {
  return folder === 'file' || folder === 'thumbnail' ? folder : readFitName(folder);
}

function decoded(text: string): string | null {
  try {
    return text === '' ? null : decodeURIComponent(text);
  } catch {
    return null;
  }
}
