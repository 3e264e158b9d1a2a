import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { fittedKey } from '../media/fit-name.ts';
import { thumbnailKey } from '../media/storage.ts';
import { findMediaFile } from '../queries/find-media-file.ts';
import { readRange } from './read-range.ts';
import type { ServerDeps } from './server-deps.ts';

/** Whatever a file holds, a browser does no more than show it. */
const safely = { 'content-security-policy': "default-src 'none'; sandbox", 'x-content-type-options': 'nosniff' };

type Deps = Pick<ServerDeps, 'database' | 'media' | 'log'>;
type Named = { key: string; mimeType: string; filename: string };

/** Answers with the file that a signed link names. It is shown as what it is, runs nothing, and never changes. */
export async function serveMedia(deps: Deps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return void response.writeHead(405, { allow: 'GET, HEAD' }).end();
  const named = await findFile(deps, request.url?.split('?')[0] ?? '');
  if (named === null) return notFound(response);
  const etag = `"${named.key}"`;
  if (namesEtag(request.headers['if-none-match'], etag)) return void response.writeHead(304, lasting(etag)).end();
  await sendFile(deps, named, { request, response, etag });
}

function lasting(etag: string) {
  return { ...safely, etag, 'accept-ranges': 'bytes', 'cache-control': 'private, max-age=31536000, immutable' };
}

async function findFile({ database, media }: Deps, path: string): Promise<Named | null> {
  const link = media.links.read(path);
  if (link === null) return null;
  const row = await findMediaFile(database, link.mediaId);
  if (row === null) return null;
  const { file, filename } = link;
  if (file === 'file') return { key: row.contentHash, mimeType: row.mimeType, filename };
  if (file === 'thumbnail') return { key: thumbnailKey(row.contentHash), mimeType: 'image/webp', filename };
  return { key: fittedKey(row.contentHash, file), mimeType: file.mimeType, filename };
}

type Exchange = { request: IncomingMessage; response: ServerResponse; etag: string };

async function sendFile({ media, log }: Deps, { key, mimeType, filename }: Named, exchange: Exchange): Promise<void> {
  const { request, response, etag } = exchange;
  const file = await media.storage.find(key);
  if (file === null) return notFound(response);
  const range = wantsRange(request, etag) ? readRange(request.headers.range, file.bytes) : null;
  if (range === 'unsatisfiable')
    return void response.writeHead(416, { 'content-range': `bytes */${file.bytes}` }).end();
  response.writeHead(range ? 206 : 200, {
    ...lasting(etag),
    'content-type': mimeType,
    'content-length': range ? range.last - range.first + 1 : file.bytes,
    'content-disposition': `inline; filename*=UTF-8''${extended(filename)}`,
    ...(range ? { 'content-range': `bytes ${range.first}-${range.last}/${file.bytes}` } : {}),
  });
  if (request.method === 'HEAD') return void response.end();
  await pipeline(file.read(range ?? undefined), response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    log.debug({ mediaKey: key }, 'A reader of a file hung up.');
  });
}

/** A range of what the caller had before is of no use in something else; and HEAD has none (RFC 9110, 14.2). */
function wantsRange({ method, headers }: IncomingMessage, etag: string): boolean {
  return method === 'GET' && (headers['if-range'] === undefined || headers['if-range'] === etag);
}

/** A name as RFC 8187 writes it, where these four mean something. */
function extended(filename: string): string {
  return encodeURIComponent(filename).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

function namesEtag(header: string | undefined, etag: string): boolean {
  const named = (header ?? '').split(',').map((text) => text.trim().replace(/^W\//, ''));
  return named.includes(etag) || named.includes('*');
}

/** Whether it was never there, is unsigned or was altered, nobody is told. */
function notFound(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'text/plain' }).end('Nothing is here.\n');
}
