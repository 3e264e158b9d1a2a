import path from 'node:path';

const maxLength = 200;
const extensionPattern = /^\.[a-z][a-z\d]{1,4}$/i;

/** Extensions that a type's files have; the first is the usual one. */
const extensions: Readonly<Record<string, readonly [string, ...string[]]>> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/avif': ['avif'],
  'video/mp4': ['mp4', 'm4v'],
  'video/quicktime': ['mov', 'qt'],
  'video/webm': ['webm'],
  'application/pdf': ['pdf'],
};

/** A name that says what the file is, whatever it was called: networks that fetch a file go by its extension. */
export function fittingFilename(given: string, mimeType: string): string {
  const name = plain(given);
  const { ext } = path.posix.parse(name);
  const [usual, ...others] = extensions[mimeType] ?? ['bin'];
  const fits = [usual, ...others].includes(ext.slice(1).toLowerCase());
  const stem = extensionPattern.test(ext) ? name.slice(0, -ext.length) : name;
  return `${cut(stem === '' ? 'file' : stem)}${fits ? ext : `.${usual}`}`;
}

/** The last part of a path, without what cannot be seen or is half a character. */
function plain(text: string): string {
  const last = text.toWellFormed().replaceAll('\\', '/').split('/').at(-1) ?? '';
  return last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD]/gu, '')
    .replace(/^[.\s]+/, '')
    .trim();
}

function cut(name: string): string {
  return [...name].slice(0, maxLength).join('');
}
