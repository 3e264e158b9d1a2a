import type { IncomingMessage } from 'node:http';

export const maxBodyBytes = 1024 * 1024;

/** A request whose body was read already, where Yoga looks for it. */
type WithBody = IncomingMessage & { body?: Buffer };

/**
 * Whether a request's body keeps within the cap. A declared length is compared and then held by Node itself; a chunked body is read
 * here, since a length is known only at its end.
 */
export async function capBody(request: IncomingMessage): Promise<boolean> {
  const declared = request.headers['content-length'];
  if (declared !== undefined) return Number(declared) <= maxBodyBytes;
  if (request.headers['transfer-encoding'] === undefined) return true;
  const body = await readCapped(request);
  if (body === null) return false;
  (request as WithBody).body = body;
  return true;
}

async function readCapped(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += (chunk as Buffer).length;
    if (bytes > maxBodyBytes) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
