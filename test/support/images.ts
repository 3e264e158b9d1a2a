import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

export const place = 'GPS-IS-HERE';

const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${place}</rdf:RDF></x:xmpmeta>`;
const exif = {
  IFD0: { Make: place },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 3230/100', GPSMapDatum: place },
};

/** An image that doesn't compress away: truncated anywhere, it lacks pixels. */
export function picture(width = 300, height = 200): Sharp {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  return sharp({ create: { width, height, channels: 3, background: '#888', noise } });
}

/** What a phone adds: where it was. */
export function withPlace(image: Sharp): Sharp {
  return image.withExif(exif).withXmp(xmp);
}

/** One of each kind, with what it is. */
export const makers = {
  jpeg: { make: () => picture().jpeg().toBuffer(), mimeType: 'image/jpeg', extension: 'jpg', kind: 'IMAGE' },
  png: {
    make: () => picture().ensureAlpha(0.5).png().toBuffer(),
    mimeType: 'image/png',
    extension: 'png',
    kind: 'IMAGE',
  },
  webp: { make: () => picture().webp().toBuffer(), mimeType: 'image/webp', extension: 'webp', kind: 'IMAGE' },
  avif: {
    make: () => picture().avif({ effort: 0 }).toBuffer(),
    mimeType: 'image/avif',
    extension: 'avif',
    kind: 'IMAGE',
  },
  gif: { make: () => picture().gif({ effort: 1 }).toBuffer(), mimeType: 'image/gif', extension: 'gif', kind: 'IMAGE' },
  'animated gif': { make: animatedGif, mimeType: 'image/gif', extension: 'gif', kind: 'GIF' },
  'animated webp': { make: animatedWebp, mimeType: 'image/webp', extension: 'webp', kind: 'GIF' },
} as const;

/** Three frames, which take 600 ms. */
export const delays = [100, 200, 300];

async function animated(): Promise<Sharp> {
  const frames = await Promise.all(delays.map(() => picture().png().toBuffer()));
  return sharp(frames, { join: { animated: true } });
}

async function animatedGif(): Promise<Buffer> {
  return (await animated()).gif({ delay: delays, loop: 0, effort: 1 }).toBuffer();
}

async function animatedWebp(): Promise<Buffer> {
  return (await animated()).webp({ delay: delays, loop: 0 }).toBuffer();
}

/** The first bytes of a HEIC photo: enough to see what it is. */
export function heic(): Buffer {
  const brands = Buffer.from('ftypheic\0\0\0\0mif1heic', 'latin1');
  return Buffer.concat([Buffer.from([0, 0, 0, brands.length + 4]), brands, Buffer.alloc(64)]);
}

/** A PNG whose header promises a billion pixels in a few bytes. */
export async function bomb(): Promise<Buffer> {
  const png = await picture(8, 8).png().toBuffer();
  png.writeUInt32BE(65_000, 16);
  png.writeUInt32BE(65_000, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}
