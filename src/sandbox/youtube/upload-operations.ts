import { z } from 'zod';
import { refuse as refuseWith } from '../google/error.ts';
import { readQuery } from '../google/read-json.ts';
import { DAY } from '../limits.ts';
import { mediaFacts } from '../media-facts.ts';
import type { Answer, Incoming, Operation } from '../network.ts';
import { type Account, isAudited, isVerified } from './accounts.ts';
import { readNewVideo } from './new-video.ts';
import { operation, type Parts } from './parts.ts';
import { refuse } from './refuse.ts';
import type { UploadSession } from './sessions.ts';
import type { NewVideo, Video } from './videos.ts';

const MIB = 1024 * 1024;
const UNIT = MIB / 4;
const MOST_CHUNK_BYTES = 512 * MIB;
const PATH = '/upload/youtube/v3/videos';
const THUMBNAIL_BYTES = 2 * MIB;
/** How many videos a channel may publish in a day that is not verified: YouTube does not say. */
const UNVERIFIED_PER_DAY = 10;

/** Resumable uploads and thumbnails. https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol */
export function uploadOperations(parts: Parts): Operation[] {
  return [
    operation(parts, `POST ${PATH}`, { needs: 'upload', run: begin }),
    operation(parts, `PUT ${PATH}`, {
      needs: 'upload',
      run: send,
      publishes: isLastChunk,
      maxBodyBytes: MOST_CHUNK_BYTES,
    }),
    operation(parts, 'POST /upload/youtube/v3/thumbnails/set', {
      needs: 'upload',
      run: setThumbnail,
      maxBodyBytes: 4 * MIB,
    }),
  ];
}

const beginSchema = z.strictObject({
  uploadType: z.literal('resumable'),
  part: z.string(),
  notifySubscribers: z.enum(['true', 'false']).optional(),
});

function begin(incoming: Incoming, account: Account, { world, sessions, videos }: Parts): Answer {
  const { part } = readQuery(incoming, beginSchema);
  if (part.split(',').sort().join(',') !== 'snippet,status') bad(`'${part}' is not what the body has parts of`);
  const mimeType = incoming.headers.get('x-upload-content-type') ?? '';
  const total = Number(incoming.headers.get('x-upload-content-length') ?? Number.NaN);
  if (!/^(?:video\/|application\/octet-stream$)/.test(mimeType)) bad(`Media type '${mimeType}' is not supported.`);
  if (!Number.isInteger(total) || total < 1) bad('X-Upload-Content-Length is missing.');
  const dayAgo = world.now().getTime() - DAY;
  const lately = videos.ofAccount(account.id).filter(({ at }) => Date.parse(at) > dayAgo);
  if (!isVerified(account) && lately.length >= UNVERIFIED_PER_DAY) return refuse('uploadLimitExceeded');
  const wanted = readNewVideo(incoming, account.id, mimeType);
  const video = isAudited(account) ? wanted : { ...wanted, privacy: 'private' };
  const session = sessions.begin({ accountId: account.id, total, mimeType, video });
  const location = `${world.url()}${PATH}?${new URLSearchParams([...incoming.query, ['upload_id', session.id]])}`;
  return { status: 200, headers: { location, 'x-guploader-uploadid': session.id }, body: undefined };
}

type Range = { first: number; last: number; total: number };

function send(incoming: Incoming, account: Account, parts: Parts): Answer {
  const session = parts.sessions.live(incoming.query.get('upload_id') ?? '', account.id);
  if (session === undefined) return { status: 404, body: 'Not Found', headers: { 'content-type': 'text/plain' } };
  const done = session.videoId === null ? null : (parts.videos.find(session.videoId) ?? null);
  if (session.videoId !== null) return done === null ? { status: 410, body: undefined } : made(done);
  const written = incoming.headers.get('content-range') ?? '';
  const asks = /^bytes \*\/(\d+)$/.exec(written)?.[1];
  if (asks !== undefined) return Number(asks) === session.total ? incomplete(session) : badRange(written);
  const range = rangeIn(written) ?? badRange(written);
  checkRange(range, session, incoming.bytes.length);
  const grown = parts.sessions.append(session, incoming.bytes);
  if (grown.received < grown.total) return incomplete(grown);
  const video = parts.videos.add(grown.video as NewVideo, parts.sessions.bytesOf(grown), isVerified(account));
  parts.sessions.finish(grown, video.id);
  return made(video);
}

/** Each chunk follows the one before; all but the last are multiples of 256 KiB. */
function checkRange({ first, last, total }: Range, session: UploadSession, bytes: number): void {
  const size = last - first + 1;
  if (bytes !== size)
    bad(
      `Invalid request.  There were ${bytes} byte(s) in the request body.  There should have been ${size} byte(s) (starting at offset ${first} and ending at offset ${last}) according to the Content-Range header.`,
    );
  if (total !== session.total || first !== session.received) bad('Invalid Content-Range.');
  if (last + 1 < total && size % UNIT !== 0) bad(`The size of a chunk must be a multiple of ${UNIT} bytes.`);
}

function isLastChunk({ headers }: Incoming): boolean {
  const range = rangeIn(headers.get('content-range') ?? '');
  return range !== null && range.last + 1 === range.total;
}

function rangeIn(written: string): Range | null {
  const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(written) ?? [];
  return total === undefined ? null : { first: Number(first), last: Number(last), total: Number(total) };
}

function incomplete({ received }: UploadSession): Answer {
  const headers: Record<string, string> = received === 0 ? {} : { range: `bytes=0-${received - 1}` };
  return { status: 308, headers, body: undefined };
}

function made(video: Video): Answer {
  const { id, title, description, privacy, at } = video;
  const snippet = { publishedAt: at, channelId: video.accountId, title, description };
  return {
    status: 200,
    body: { kind: 'youtube#video', id, snippet, status: { uploadStatus: 'uploaded', privacyStatus: privacy } },
  };
}

const thumbnailSchema = z.strictObject({ videoId: z.string() });

function setThumbnail(incoming: Incoming, account: Account, { world, videos }: Parts): Answer {
  const { videoId } = readQuery(incoming, thumbnailSchema);
  const video = videos.find(videoId) ?? refuse('videoNotFound');
  if (video.accountId !== account.id || !isVerified(account)) return refuse('forbidden');
  const facts = mediaFacts(incoming.bytes);
  const isPicture = facts?.mimeType === 'image/jpeg' || facts?.mimeType === 'image/png';
  if (!isPicture || incoming.bytes.length > THUMBNAIL_BYTES) return refuse('invalidImage');
  videos.change(video, { thumbnail: world.files.put(incoming.bytes) });
  const url = `${world.url()}/vi/${videoId}/maxresdefault.jpg`;
  return { status: 200, body: { kind: 'youtube#thumbnailSetResponse', items: [{ default: { url } }] } };
}

function badRange(written: string): never {
  return bad(`Failed to parse Content-Range header: ${written}`);
}

function bad(message: string): never {
  return refuseWith({ code: 400, message, reason: 'badRequest' });
}
