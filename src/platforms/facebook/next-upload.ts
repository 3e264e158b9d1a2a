import { lastDone } from '../last-done.ts';
import type { MediumToPublish, Next } from '../platform.ts';
import { uploadTimeoutMs } from '../upload-timeout.ts';
import { type LiveVideo, looksAfter } from './live-video.ts';
import { offsetsSchema, startedVideoSchema } from './wire.ts';

/** The next part of a video that has to be sent, or null where all of it has been. */
export function nextUpload(live: LiveVideo, medium: MediumToPublish): Next | null {
  return live.flow.send === 'send_chunk' ? nextChunk(live, medium) : nextFile(live, medium);
}

/** Asks how far Facebook is. */
export function checkVideo({ id }: LiveVideo): Next {
  return { do: 'call', call: { name: 'check_video', kind: 'check', request: { id } } };
}

/** Facebook says which part it wants; one that it has already, it refuses with the part that comes next. */
function nextChunk({ begun, calls }: LiveVideo, { key, mimeType }: MediumToPublish): Next | null {
  const started = startedVideoSchema.parse(begun.result);
  const { start, end } = offsetsSchema.safeParse(lastDone(calls, 'send_chunk')).data ?? started;
  if (start >= end) return null;
  const request = { sessionId: started.sessionId, key, mimeType, start, end };
  const timeoutMs = uploadTimeoutMs(end - start);
  return { do: 'call', call: { name: 'send_chunk', kind: 'prepare', request, timeoutMs } };
}

/** The whole file at once; after a break, Facebook says how much of it is there. */
function nextFile(live: LiveVideo, { key, bytes }: MediumToPublish): Next | null {
  const { sent } = live;
  if (sent === null) return sendFile(key, 0, bytes);
  if (sent.status === 'DONE') return null;
  const seen = looksAfter(live, sent).at(-1)?.video;
  if (seen === undefined) return checkVideo(live);
  const isThere = seen.state !== 'uploading' || seen.bytes >= bytes;
  return isThere ? null : sendFile(key, seen.bytes, bytes);
}

function sendFile(key: string, offset: number, fileSize: number): Next {
  const timeoutMs = uploadTimeoutMs(fileSize - offset);
  return { do: 'call', call: { name: 'send_file', kind: 'prepare', request: { key, offset, fileSize }, timeoutMs } };
}
