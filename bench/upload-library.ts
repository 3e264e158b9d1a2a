import sharp from 'sharp';
import { tinyMp4 } from '../test/support/videos.ts';
import { benchKey } from './gateway.ts';

/** Media that fit every network, by their ids. */
export type Library = { image: string; film: string };

export async function uploadLibrary(apiUrl: string): Promise<Library> {
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;
  const image = sharp({ create: { width: 1_080, height: 1_080, channels: 3, background: 'grey', noise } });
  const film = await tinyMp4({ width: 720, height: 1_280, durationMs: 7_000 });
  return {
    image: await upload(apiUrl, await image.jpeg().toBuffer(), 'image/jpeg'),
    film: await upload(apiUrl, Buffer.concat([film, freeBox(100_000)]), 'video/mp4'),
  };
}

/** A box of an MP4 that says nothing (ISO/IEC 14496-12, 8.1.2): some networks take no film below 75 kB. */
function freeBox(bytes: number): Buffer {
  const box = Buffer.alloc(bytes);
  box.writeUInt32BE(bytes, 0);
  box.write('free', 4, 'latin1');
  return box;
}

async function upload(apiUrl: string, bytes: Buffer, mimeType: string): Promise<string> {
  const answer = await fetch(`${apiUrl}/media?filename=file&altText=A+picture`, {
    method: 'POST',
    headers: { authorization: `Bearer ${benchKey}`, 'content-type': mimeType },
    body: new Uint8Array(bytes),
  });
  const { media } = (await answer.json()) as { media: { id: string } };
  return media.id;
}
