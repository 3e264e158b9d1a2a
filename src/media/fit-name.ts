import type { Fit } from '../domain/fit-medium.ts';

const extensions = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const;
const mimeTypes = { jpg: 'image/jpeg', png: 'image/png', webp: 'image/webp' } as const;
const pattern = /^fit-([1-9]\d{0,14}|any)\.(jpg|png|webp)$/;

/** What tells one re-encoding of an image from another, in its key and in its links: "fit-1000000.jpg". */
export function fitName({ mimeType, maxBytes }: Fit): string {
  return `fit-${maxBytes ?? 'any'}.${extensions[mimeType]}`;
}

/** Null where it is no such name. */
export function readFitName(name: string): Fit | null {
  const [, bytes, extension] = pattern.exec(name) ?? [];
  if (bytes === undefined || extension === undefined) return null;
  const mimeType = mimeTypes[extension as keyof typeof mimeTypes];
  return { mimeType, maxBytes: bytes === 'any' ? null : Number(bytes) };
}

/** Under which key the re-encoding of a file is kept. */
export function fittedKey(key: string, fit: Fit): string {
  return `${key}.${fitName(fit)}`;
}
