import { type Answer, type Incoming, type Operation, Refused } from '../network.ts';
import { standingOf } from './accounts.ts';
import { videoFailure } from './fail-reason.ts';
import type { Parts } from './parts.ts';
import type { Publication } from './publications.ts';

const MB = 1024 * 1024;
const types = ['video/mp4', 'video/quicktime', 'video/webm'];

type Upload = NonNullable<Publication['upload']>;
type Range = { first: number; last: number; total: number };

/** The address that a video is sent to. https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide */
export function uploadOperations(parts: Parts): Operation[] {
  return [
    {
      name: 'PUT /video/',
      method: 'PUT',
      path: '/video/',
      publishes: (incoming) => {
        const range = rangeOf(incoming);
        return range !== null && range.last === range.total - 1;
      },
      maxBodyBytes: 128 * MB,
      run: (incoming) => takeChunk(incoming, parts),
    },
  ];
}

/** What is uploaded by the address that a request goes to. */
export function uploadOf({ query }: Incoming, { publications }: Pick<Parts, 'publications'>): Publication | undefined {
  return publications.uploading(query.get('upload_token') ?? '');
}

function takeChunk(incoming: Incoming, parts: Parts): Answer {
  const { world, publications, accounts } = parts;
  const publication = uploadOf(incoming, parts);
  if (publication === undefined || publication.upload === null || publication.completeAt !== null) return refuse(404);
  if (publications.isOver(publication)) return refuse(403);
  const { upload } = publication;
  checkRange(incoming, upload);
  const chunk = { key: world.files.put(incoming.bytes), bytes: incoming.bytes.length };
  const chunks = [...upload.chunks, chunk];
  const mimeType = incoming.headers.get('content-type');
  const grown = publications.change(publication, { upload: { ...upload, mimeType, chunks } });
  const uploaded = chunks.reduce((sum, { bytes }) => sum + bytes, 0);
  const headers = { 'content-range': `bytes 0-${uploaded - 1}/${upload.bytes}` };
  if (uploaded < upload.bytes) return { status: 206, headers, body: undefined };
  const whole = Buffer.concat(chunks.map(({ key }) => world.files.get(key) ?? Buffer.alloc(0)));
  const { maxSeconds } = standingOf(accounts.meet(publication.username));
  publications.change(grown, {
    completeAt: world.now().getTime(),
    failReason: videoFailure(whole, maxSeconds),
    files: [{ key: world.files.put(whole), mimeType: mimeType ?? '' }],
  });
  return { status: 201, headers, body: undefined };
}

/** Chunks come in order, each as long as was announced; what is over is in the last. */
function checkRange(incoming: Incoming, { bytes, chunkBytes, chunkCount, chunks }: Upload): void {
  const range = rangeOf(incoming);
  if (range === null || range.last - range.first + 1 !== incoming.bytes.length) refuse(400);
  if (!types.includes(incoming.headers.get('content-type') ?? '')) refuse(400);
  const expectedFirst = chunks.length * chunkBytes;
  const expectedLast = chunks.length === chunkCount - 1 ? bytes - 1 : expectedFirst + chunkBytes - 1;
  if (range.total !== bytes || range.first !== expectedFirst || range.last !== expectedLast) refuse(416);
}

/** 400: malformed, or of another size or type than was said. 403: over. 404: not known. 416: not what comes next. */
function refuse(status: 400 | 403 | 404 | 416): never {
  throw new Refused({ status, body: undefined });
}

function rangeOf({ headers }: Incoming): Range | null {
  const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers.get('content-range') ?? '') ?? [];
  return total === undefined ? null : { first: Number(first), last: Number(last), total: Number(total) };
}
