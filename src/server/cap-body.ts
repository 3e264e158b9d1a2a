import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

export const maxBodyBytes = 1024 * 1024;

/** A request whose body was read already, where Yoga looks for it. A stream: of a buffer Yoga would ask for the names of all its bytes. */
type WithBody = IncomingMessage & { body?: Readable };

/** Whether a request's body is a form with files. */
export function isMultipart(contentType: string | null | undefined): boolean {
  return /^multipart\/form-data\b/i.test(contentType ?? '');
}

/**
 * Whether a request's body keeps within the cap. A declared length is compared and then held by Node itself; a chunked body is read
 * here, since a length is known only at its end.
 */
export async function capBody(request: IncomingMessage, maxBytes: number): Promise<boolean> {
  const declared = request.headers['content-length'];
  if (declared !== undefined) return Number(declared) <= maxBytes;
  if (request.headers['transfer-encoding'] === undefined) return true;
  const body = await readCapped(request, maxBytes);
  if (body === null) return false;
  (request as WithBody).body = Readable.from([body]);
  return true;
}

async function readCapped(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += (chunk as Buffer).length;
    if (bytes > maxBytes) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
