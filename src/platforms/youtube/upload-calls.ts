import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { HttpAnswer, HttpRequest } from '../http-request.ts';
import type { CallResult, Publishing, Session } from '../platform.ts';
import { bearer } from './bearer.ts';
import type { Credentials } from './credentials.ts';
import {
  beginSchema,
  chunkSchema,
  lastChunkSchema,
  probeSchema,
  type SessionState,
  type stateSchema,
  videoSchema,
} from './wire.ts';

type Line = Session<Credentials>;

const INCOMPLETE = 308;

/** The calls of https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol. */
export const uploadCalls: Publishing<Credentials>['calls'] = {
  /** https://developers.google.com/youtube/v3/docs/videos/insert. The session's address is all that one needs to go on with it. */
  begin_upload: {
    async make(request, session) {
      const { mimeType, bytes, notifySubscribers, video } = beginSchema.parse(request);
      const notify = notifySubscribers === undefined ? '' : `&notifySubscribers=${notifySubscribers}`;
      const path = `/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status${notify}`;
      const headers = {
        ...bearer(session),
        'x-upload-content-length': String(bytes),
        'x-upload-content-type': mimeType,
      };
      const answer = await session.exchange({ method: 'POST', path, headers, json: video }, z.unknown());
      const address = answer.headers.get('location');
      if (address === null) throw failed('YouTube began an upload and did not say where to.', 'no');
      return { result: null, secret: address };
    },
  },

  send_chunk: {
    async make(request, session) {
      return { result: await sendRange(chunkSchema.parse(request), session) };
    },
  },

  send_last_chunk: {
    async make(request, session) {
      return { result: await sendRange(lastChunkSchema.parse(request), session) };
    },
  },

  /** Asks the session what it has; also how a lost last chunk is looked for. */
  probe_session: {
    async make(request, session) {
      const { total } = probeSchema.parse(request);
      return probed(await put({ headers: { 'content-range': `bytes */${total}` } }, session), total);
    },
  },
};

function probed(answer: SessionState, total: number): CallResult {
  if ('id' in answer) return { result: { verdict: 'found', result: answer, ...answer } };
  // All of it is there and no video: what the session will come to is not known.
  if ('gone' in answer || answer.received >= total) return { result: { verdict: 'undecided', gone: true } };
  return { result: { verdict: 'absent', ...answer } };
}

async function sendRange(
  { key, mimeType, first, last, total }: z.infer<typeof chunkSchema>,
  session: Line,
): Promise<z.infer<typeof stateSchema>> {
  const headers = { 'content-type': mimeType, 'content-range': `bytes ${first}-${last}/${total}` };
  const state = await put({ headers, stored: { key, range: { first, last } } }, session);
  if (!('received' in state)) return state;
  if (state.received >= total) throw failed('YouTube has all of the video, and has not made one of it.', 'maybe');
  if (state.received <= first) throw failed('YouTube kept nothing of what it was sent.', 'no');
  return state;
}

/** Sends something to the session that was begun last. That there is none is an answer too: a new one can be begun. */
async function put(
  sent: Pick<HttpRequest, 'stored'> & { headers: Record<string, string> },
  session: Line,
): Promise<SessionState> {
  const request: HttpRequest = {
    ...sent,
    method: 'PUT',
    path: z.string().parse(session.secretOf('begin_upload')),
    headers: { ...bearer(session), ...sent.headers },
    answers: [INCOMPLETE],
  };
  try {
    return stateIn(await session.exchange(request, z.unknown()));
  } catch (error) {
    if (error instanceof PlatformFailure && (error.status === 404 || error.status === 410)) return { gone: true };
    throw error;
  }
}

function stateIn({ status, headers, body }: HttpAnswer<unknown>): SessionState {
  if (status === INCOMPLETE) return { received: bytesIn(headers.get('range')) };
  const video = videoSchema.safeParse(body);
  if (!video.success) throw failed('YouTube took the video, but its answer does not name it.', 'maybe');
  return { id: video.data.id };
}

/** "bytes=0-524287": what is there, both ends included. Without a range nothing is. */
function bytesIn(range: string | null): number {
  const last = /^bytes=0-(\d+)$/.exec(range ?? '')?.[1];
  return last === undefined ? 0 : Number(last) + 1;
}

function failed(message: string, happened: 'no' | 'maybe'): PlatformFailure {
  return new PlatformFailure({ kind: 'transient', happened, message });
}
