import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
  type OutputFormat,
  type Rotation,
  WebMOutputFormat,
} from 'mediabunny';
import { decoderConfiguration, greyFrame, sameFrame } from './h264.ts';
import { place } from './images.ts';

export type VideoDetails = { durationMs?: number; width?: number; height?: number; rotation?: Rotation };

type Mp4Details = VideoDetails & { inFragments?: boolean };

const framesPerSecond = 25;

/** A grey MP4 with H.264 that every player takes, 25 frames a second: some kilobytes for the first frame, some bytes for each other. Sides are even. */
export function tinyMp4({ inFragments = false, ...details }: Mp4Details = {}): Promise<Buffer> {
  return tinyVideo(new Mp4OutputFormat({ fastStart: inFragments ? 'fragmented' : 'in-memory' }), details);
}

/** The same as MOV, with its index at the end, as cameras write it. */
export function tinyMov(details: VideoDetails = {}): Promise<Buffer> {
  return tinyVideo(new MovOutputFormat({ fastStart: false }), details);
}

/** A WebM of 64 × 48 with one grey picture in VP8, shown for 2 s. */
export async function tinyWebm(): Promise<Buffer> {
  const picture = Buffer.from('sAIAnQEqQAAwAAVHCIWFiJmEiB0CAAaOT8zHm/FYAP20AA==', 'base64');
  const source = new EncodedVideoPacketSource('vp8');
  const { output, bytes } = fileOf(new WebMOutputFormat());
  output.addVideoTrack(source);
  await output.start();
  const decoderConfig = { codec: 'vp8', codedWidth: 64, codedHeight: 48 };
  for (const second of [0, 1]) await source.add(new EncodedPacket(picture, 'key', second, 1), { decoderConfig });
  return bytes();
}

/** A second of silence, in a file that says it is a MOV. */
export async function silence(): Promise<Buffer> {
  const source = new EncodedAudioPacketSource('pcm-s16');
  const { output, bytes } = fileOf(new MovOutputFormat());
  output.addAudioTrack(source);
  await output.start();
  const decoderConfig = { codec: 'pcm-s16', numberOfChannels: 1, sampleRate: 8_000 };
  await source.add(new EncodedPacket(Buffer.alloc(16_000), 'key', 0, 1), { decoderConfig });
  return bytes();
}

/** Adds to a video whose index comes last what phones add: where it was, as Android writes it, as the 3GPP has it, and as Apple does. */
export function withPlaceInIndex(video: Buffer): Buffer {
  const key = 'com.apple.quicktime.location.ISO6709';
  const keys = box('keys', [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, key.length + 8], 'mdta', key);
  const value = box('data', [0, 0, 0, 1, 0, 0, 0, 0], place);
  const list = box('ilst', [0, 0, 0, value.length + 8, 0, 0, 0, 1], value);
  const type = box('hdlr', [0, 0, 0, 0, 0, 0, 0, 0], 'mdta', Buffer.alloc(13));
  const said = Buffer.concat([
    box('udta', box('\xa9xyz', [0, place.length, 0x15, 0xc7], place), box('loci', [0, 0, 0, 0, 0x15, 0xc7], place)),
    box('meta', type, keys, list),
  ]);
  const index = video.lastIndexOf('moov') - 4;
  const whole = Buffer.concat([video, said]);
  whole.writeUInt32BE(video.readUInt32BE(index) + said.length, index);
  return whole;
}

/** A box of an MP4 or MOV. */
export function box(type: string, ...contents: (string | Buffer | readonly number[])[]): Buffer {
  const content = Buffer.concat(
    contents.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}

async function tinyVideo(format: OutputFormat, details: VideoDetails): Promise<Buffer> {
  const { durationMs = 1_000, width = 320, height = 240, rotation = 0 } = details;
  const size = { width, height };
  const source = new EncodedVideoPacketSource('avc');
  const { output, bytes } = fileOf(format);
  output.addVideoTrack(source, { rotation });
  await output.start();
  const coded = { codec: 'avc1.42c033', codedWidth: width, codedHeight: height };
  const decoderConfig = { ...coded, description: decoderConfiguration(size) };
  const seconds = durationMs / 1_000;
  const frames = Math.max(1, Math.ceil(seconds * framesPerSecond));
  for (let index = 0; index < frames; index++) {
    const start = index / framesPerSecond;
    const duration = Math.min(1 / framesPerSecond, seconds - start);
    const data = index === 0 ? greyFrame(size) : sameFrame(size, index);
    await source.add(new EncodedPacket(data, index === 0 ? 'key' : 'delta', start, duration), { decoderConfig });
  }
  return bytes();
}

function fileOf(format: OutputFormat) {
  const target = new BufferTarget();
  const output = new Output({ format, target });
  const bytes = async () => {
    await output.finalize();
    if (target.buffer === null) throw new Error('The file has no bytes.');
    return Buffer.from(target.buffer);
  };
  return { output, bytes };
}
