import { z } from 'zod';
import { badParameter, refuse } from '../graph/error.ts';
import { fileIn, isPhase, parameters } from '../graph/parameters.ts';
import { VERSIONED } from '../graph/version.ts';
import type { Answer, Incoming, Operation } from '../network.ts';
import type { Page } from './accounts.ts';
import type { Parts } from './feed-operations.ts';
import type { Video } from './objects.ts';
import { notesOf, targetingSchema } from './said.ts';
import { addPart, finish, newVideo } from './videos.ts';

const CHUNK_BYTES = 1024 * 1024;
const MIN_BYTES = 1024;
const BODY_BYTES = 2 * CHUNK_BYTES;

/** A Page's videos, sent in chunks whose ends the network names. https://developers.facebook.com/docs/graph-api/reference/page/videos */
export function videoOperations(parts: Parts): Operation[] {
  const path = `${VERSIONED}/:page/videos`;
  return [
    {
      name: 'POST videos',
      method: 'POST',
      path,
      publishes: (incoming) => isPhase(incoming, 'finish'),
      maxBodyBytes: BODY_BYTES,
      run: (incoming) => runPhase(incoming, parts),
    },
  ];
}

const phaseSchema = z.object({ upload_phase: z.enum(['start', 'transfer', 'finish']) });

function runPhase(incoming: Incoming, parts: Parts): Answer {
  const page = parts.authenticate.ofPath(incoming, 'pages_manage_posts');
  const { upload_phase: phase } = parameters(incoming, phaseSchema);
  if (phase === 'start') return start(incoming, page, parts);
  return phase === 'transfer' ? transfer(incoming, page, parts) : publish(incoming, page, parts);
}

function start(incoming: Incoming, page: Page, parts: Parts): Answer {
  const { file_size } = parameters(incoming, z.object({ file_size: z.coerce.number().int() }));
  if (file_size < MIN_BYTES)
    refuse({
      message:
        'The video you tried to upload is too small. The minimum size for a video is 1 KB. Please try again with a larger file.',
      code: 6000,
      subcode: 1363022,
    });
  const video = newVideo({ page, edge: 'videos', fileSize: file_size }, parts);
  const body = { video_id: video.id, upload_session_id: video.sessionId, ...wanted(video) };
  return { status: 200, body };
}

const transferSchema = z.object({ upload_session_id: z.string(), start_offset: z.coerce.number().int() });

function transfer(incoming: Incoming, page: Page, parts: Parts): Answer {
  const { upload_session_id, start_offset } = parameters(incoming, transferSchema);
  const video = inSession(upload_session_id, page, parts);
  const problem = 'There was a problem uploading your video. Please try uploading it again.';
  const next = wanted(video);
  if (start_offset !== video.bytes) refuse({ message: problem, code: 6000, subcode: 1363037, data: next });
  const file = fileIn(incoming, 'video_file_chunk');
  if (file === null) return refuse({ message: 'No Video Selected.', code: 6000, subcode: 1363020 });
  if (file.bytes.length !== Number(next.end_offset) - video.bytes)
    refuse({ message: problem, code: 6000, subcode: 1363033 });
  return { status: 200, body: wanted(addPart(video, file.bytes, parts)) };
}

const finishSchema = z.object({
  upload_session_id: z.string(),
  title: z.string().optional(),
  description: z.string().default(''),
  targeting: targetingSchema,
});

function publish(incoming: Incoming, page: Page, parts: Parts): Answer {
  const { upload_session_id, description, title, targeting } = parameters(incoming, finishSchema);
  const video = inSession(upload_session_id, page, parts);
  if (video.key === null) badParameter('The video is not uploaded.');
  finish({ ...video, description, notes: notesOf({ title, targeting }) }, parts);
  return { status: 200, body: { success: true } };
}

function inSession(sessionId: string, page: Page, { objects }: Parts): Video {
  const video = objects.videos.rows().find((one) => one.sessionId === sessionId && one.pageId === page.id);
  if (video !== undefined) return video;
  return refuse({ message: 'Your upload session is invalid or has expired.', code: 6000, subcode: 1363041 });
}

/** Offsets are numbers as text. */
function wanted({ bytes, fileSize }: Video): { start_offset: string; end_offset: string } {
  return { start_offset: String(bytes), end_offset: String(Math.min(bytes + CHUNK_BYTES, fileSize ?? bytes)) };
}
