const exifPrefix = Buffer.from('Exif\0\0', 'latin1');

/** Overwrites what the metadata says, in place: AVIF names its parts by their position in the file. Null where it was not found. */
export function blankAvif(bytes: Buffer, metadata: readonly (Buffer | undefined)[]): Buffer | null {
  const blank = Buffer.from(bytes);
  for (const part of metadata) {
    if (part === undefined) continue;
    const content = part.subarray(0, exifPrefix.length).equals(exifPrefix) ? part.subarray(exifPrefix.length) : part;
    const at = blank.indexOf(content);
    if (at < 0) return null;
    blank.fill(0, at, at + content.length);
  }
  return blank;
}
