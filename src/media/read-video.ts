import { EncodedPacketSink, FilePathSource, Input, MP4, QTFF, WEBM } from 'mediabunny';

/** Sides as it is shown, turned upright. */
export type VideoFacts = { width: number; height: number; durationMs: number };

/** Reads a video's first track of pictures. Null where it has none, or its end is not there. */
export async function readVideo(file: string): Promise<VideoFacts | null> {
  using input = new Input({ source: new FilePathSource(file), formats: [MP4, QTFF, WEBM] });
  const track = await input.getPrimaryVideoTrack();
  const last = track && (await new EncodedPacketSink(track).getPacket(Number.POSITIVE_INFINITY));
  if (!last || last.data.length === 0) return null;
  const [width, height] = [await track.getDisplayWidth(), await track.getDisplayHeight()].map(Math.round);
  return { width: width ?? 0, height: height ?? 0, durationMs: Math.round((await input.computeDuration()) * 1_000) };
}
