import {
  BufferTarget,
  EncodedPacket,
  EncodedVideoPacketSource,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
  type Rotation,
} from 'mediabunny';
import { decoderConfiguration, greyFrame, sameFrame } from './h264.ts';

export type VideoDetails = { durationMs?: number; width?: number; height?: number; rotation?: Rotation };

const framesPerSecond = 25;

/** A grey MP4 with H.264 that every player takes, 25 frames a second: some kilobytes for the first frame, some bytes for each other. Sides are even. */
export function tinyMp4(details: VideoDetails = {}): Promise<Buffer> {
  return tinyVideo(new Mp4OutputFormat({ fastStart: 'in-memory' }), details);
}

/** The same as MOV, with its index at the end, as cameras write it. */
export function tinyMov(details: VideoDetails = {}): Promise<Buffer> {
  return tinyVideo(new MovOutputFormat({ fastStart: false }), details);
}

async function tinyVideo(format: Mp4OutputFormat | MovOutputFormat, details: VideoDetails): Promise<Buffer> {
  const { durationMs = 1_000, width = 320, height = 240, rotation = 0 } = details;
  const size = { width, height };
  const target = new BufferTarget();
  const output = new Output({ format, target });
  const source = new EncodedVideoPacketSource('avc');
  output.addVideoTrack(source, { rotation });
  await output.start();
  const decoderConfig = {
    codec: 'avc1.42c033',
    codedWidth: width,
    codedHeight: height,
    description: decoderConfiguration(size),
  };
  const seconds = durationMs / 1_000;
  const frames = Math.max(1, Math.ceil(seconds * framesPerSecond));
  for (let index = 0; index < frames; index++) {
    const start = index / framesPerSecond;
    const duration = Math.min(1 / framesPerSecond, seconds - start);
    const data = index === 0 ? greyFrame(size) : sameFrame(size, index);
    await source.add(new EncodedPacket(data, index === 0 ? 'key' : 'delta', start, duration), { decoderConfig });
  }
  await output.finalize();
  if (target.buffer === null) throw new Error('The video has no bytes.');
  return Buffer.from(target.buffer);
}
