import { randomUUID } from 'node:crypto';
import type { FormPart, HttpRequest } from './http-request.ts';
import { type FindFile, openPart } from './stored-files.ts';

/** A request's body as it goes over the wire, with the headers that tell of it. Files are streamed. */
export type RequestBody = {
  body: string | Uint8Array | AsyncIterable<Uint8Array> | null;
  headers: Record<string, string>;
};

/** Writes the one body that a request has. */
export async function requestBody(request: HttpRequest, find: FindFile): Promise<RequestBody> {
  const { json, form, parts, stored, bytes } = request;
  if (json !== undefined) return { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } };
  if (form !== undefined) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { body: new URLSearchParams(form).toString(), headers };
  }
  if (parts !== undefined) return multipart(parts, find);
  if (bytes !== undefined) return { body: bytes, headers: { 'content-type': 'application/octet-stream' } };
  if (stored === undefined) return { body: null, headers: {} };
  const part = await openPart(find, stored);
  const headers = { 'content-type': 'application/octet-stream', 'content-length': String(part.bytes) };
  return { body: part.bytes === 0 ? null : part.read(), headers };
}

type Piece = { bytes: number; read(): AsyncIterable<Uint8Array> | Iterable<Uint8Array> };

/** https://www.rfc-editor.org/rfc/rfc7578; names are escaped as browsers do (https://html.spec.whatwg.org/#multipart-form-data). */
async function multipart(parts: readonly FormPart[], find: FindFile): Promise<RequestBody> {
  const boundary = `postern-${randomUUID()}`;
  const pieces: Piece[] = [];
  for (const part of parts) {
    pieces.push(text(`--${boundary}\r\n${headOf(part)}\r\n\r\n`));
    pieces.push(await pieceOf(part, find));
    pieces.push(text('\r\n'));
  }
  pieces.push(text(`--${boundary}--\r\n`));
  const length = pieces.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    body: inOrder(pieces),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': String(length) },
  };
}

async function pieceOf(part: FormPart, find: FindFile): Promise<Piece> {
  if ('stored' in part) return openPart(find, part.stored);
  return piece('value' in part ? Buffer.from(part.value) : part.bytes);
}

function headOf(part: FormPart): string {
  const disposition = `Content-Disposition: form-data; name="${escaped(part.name)}"`;
  if ('value' in part) return disposition;
  return `${disposition}; filename="${escaped(part.filename)}"\r\nContent-Type: ${part.mimeType}`;
}

function escaped(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function text(value: string): Piece {
  return piece(Buffer.from(value));
}

function piece(bytes: Uint8Array): Piece {
  return { bytes: bytes.length, read: () => [bytes] };
}

async function* inOrder(pieces: readonly Piece[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield* piece.read();
}
