// A caller of its own process, for a test that watches the server's memory: sends a video to an address, and prints the status.
import { request } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { box, tinyMp4 } from './videos.ts';

const MIB = 1024 * 1024;
const orders = z
  .object({ url: z.string(), key: z.string(), mebibytes: z.int() })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

/** What is behind the pictures counts for nothing. */
async function* video(mebibytes: number): AsyncGenerator<Buffer> {
  yield await tinyMp4();
  const head = box('free');
  head.writeUInt32BE(mebibytes * MIB + head.length);
  yield head;
  const piece = Buffer.alloc(MIB / 16, 0x5a);
  for (let sent = 0; sent < mebibytes * 16; sent++) yield piece;
}

const sent = request(orders.url, { method: 'POST', headers: { authorization: `Bearer ${orders.key}` } });
sent.once('response', (response) => {
  process.stdout.write(String(response.statusCode));
  response.resume();
});
await pipeline(video(orders.mebibytes), sent);
