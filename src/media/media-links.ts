import { createHmac, timingSafeEqual } from 'node:crypto';

/** Which of a medium's files a link names: the file itself, or the small picture of it. */
type LinkedFile = 'file' | 'thumbnail';

/** Addresses that networks and browsers open without a key, and that nobody can guess. */
export type MediaLinks = {
  url(media: { id: string; filename: string }, file?: LinkedFile): string;
  /** What a path names, or null where it is none of ours, unsigned or altered. */
  read(path: string): { mediaId: string; filename: string; file: LinkedFile } | null;
};

type Options = { publicUrl: string; key: Buffer };

export const mediaPath = '/media/';
const thumbnailName = 'thumbnail.webp';
const pathPattern = /^\/media\/(thumbnail\/)?(media_\w{1,40})\/([\w-]{43})\/([^/]{1,3000})$/;

/** `<public URL>/media/<id>/<signature>/<filename>`. The signature covers the rest, so links stay good when the medium is renamed. */
export function createMediaLinks({ publicUrl, key }: Options): MediaLinks {
  const sign = (file: LinkedFile, id: string, filename: string) =>
    createHmac('sha256', key).update(`${file}/${id}/${filename}`).digest();
  return {
    url({ id, filename }, file = 'file') {
      const [folder, name] = file === 'thumbnail' ? ['thumbnail/', thumbnailName] : ['', filename];
      const signature = sign(file, id, name).toString('base64url');
      return `${publicUrl}${mediaPath}${folder}${id}/${signature}/${encodeURIComponent(name)}`;
    },
    read(path) {
      const [, folder, mediaId = '', signature = '', encoded = ''] = pathPattern.exec(path) ?? [];
      const filename = decoded(encoded);
      if (filename === null) return null;
      const file = folder === undefined ? 'file' : 'thumbnail';
      const good = sign(file, mediaId, filename).toString('base64url');
      return timingSafeEqual(Buffer.from(good), Buffer.from(signature.padEnd(good.length)))
        ? { mediaId, filename, file }
        : null;
    },
  };
}

function decoded(text: string): string | null {
  try {
    return text === '' ? null : decodeURIComponent(text);
  } catch {
    return null;
  }
}
