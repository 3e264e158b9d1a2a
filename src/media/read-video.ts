import { EncodedPacketSink, FilePathSource, Input, MP4, QTFF, WEBM } from 'mediabunny';

/** Sides as it is shown, turned upright. */
export type VideoFacts = { width: number; height: number; durationMs: number };

/** Reads a video's first track of pictures. Null where it has none, or its end is not there. */
export async function readVideo(file: string): Promise<VideoFacts | null> {
  using input = new Input({ source: new FilePathSource(file), formats: [MP4, QTFF, WEBM] });
  const track = await input.getPrimaryVideoTrack();
  const last = track && (await new EncodedPacketSink(track).getPacket(Number.POSITIVE_INFINITY));
  if (!last || last.data.length === 0) return null;
  const width = Math.round(await track.getDisplayWidth());
  const height = Math.round(await track.getDisplayHeight());
  return { width, height, durationMs: Math.round((await secondsOf(input, last.duration)) * 1_000) };
}

/** In WebM the last picture need not say how long it is shown: the file's head does for all, and is believed by a second. */
async function secondsOf(input: Input, lastSeconds: number): Promise<number> {
  const seconds = await input.computeDuration();
  if (lastSeconds > 0) return seconds;
  const said = (await input.getDurationFromMetadata()) ?? seconds;
  return Math.min(Math.max(seconds, said), seconds + 1);
}
