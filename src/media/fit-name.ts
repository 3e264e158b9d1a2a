import type { Fit } from '../domain/fit-medium.ts';

const extensions = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const;
const mimeTypes = { jpg: 'image/jpeg', png: 'image/png', webp: 'image/webp' } as const;
const pattern = /^fit-([1-9]\d{0,14}|any)(?:-([1-9]\d{0,5})x([1-9]\d{0,5}))?\.(jpg|png|webp)$/;

/** What tells one re-encoding of an image from another, in its key and in its links: "fit-1000000.jpg", "fit-any-1080x1920.webp". */
export function fitName({ mimeType, maxBytes, maxSides }: Fit): string {
  const sides = maxSides === undefined ? '' : `-${maxSides.short}x${maxSides.long}`;
  return `fit-${maxBytes ?? 'any'}${sides}.${extensions[mimeType]}`;
}

/** Null where it is no such name. */
export function readFitName(name: string): Fit | null {
  const [, bytes, short, long, extension] = pattern.exec(name) ?? [];
  if (bytes === undefined || extension === undefined) return null;
  const mimeType = mimeTypes[extension as keyof typeof mimeTypes];
  const sides = short === undefined ? {} : { maxSides: { short: Number(short), long: Number(long) } };
  return { mimeType, maxBytes: bytes === 'any' ? null : Number(bytes), ...sides };
}

/** Under which key the re-encoding of a file is kept. */
export function fittedKey(key: string, fit: Fit): string {
  return `${key}.${fitName(fit)}`;
}
