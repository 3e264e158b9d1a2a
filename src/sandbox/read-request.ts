import type { HttpBindings } from '@hono/node-server';
import type { Fetched, Part } from './network.ts';

/** Reads a request's body, or null where it has more bytes than that. */
export async function readBody(incoming: HttpBindings['incoming'], maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    const piece = Buffer.from(chunk);
    bytes += piece.length;
    // What is beyond the cap is read and thrown away: an answer before the end of the request would be lost to the sender.
    if (bytes <= maxBytes) chunks.push(piece);
  }
  return bytes > maxBytes ? null : Buffer.concat(chunks);
}

const textual = /json|x-www-form-urlencoded|^text\//i;

/** A body as text, where it is said to be text or says nothing of itself. */
export function textOf(bytes: Buffer, contentType: string | null): string {
  return contentType === null || textual.test(contentType) ? bytes.toString('utf8') : '';
}

/** The parts of a form with files; none where the body is no such form. */
export async function partsOf(bytes: Buffer, contentType: string | null): Promise<Part[]> {
  if (!/^multipart\/form-data/i.test(contentType ?? '')) return [];
  const headers = { 'content-type': contentType ?? '' };
  const form = await new Response(new Uint8Array(bytes), { headers }).formData().catch(() => null);
  return Promise.all([...(form ?? [])].map(([name, value]) => partOf(name, value)));
}

async function partOf(name: string, value: string | File): Promise<Part> {
  if (typeof value === 'string') return { name, value };
  const bytes = Buffer.from(await value.arrayBuffer());
  return { name, file: { filename: value.name, mimeType: value.type, bytes } };
}

const FETCH_TIMEOUT_MS = 5_000;

/** Fetches what a network is to pull from elsewhere, as its own servers would. Null where it cannot be had. */
export async function fetchAll(urls: readonly string[]): Promise<Map<string, Fetched | null>> {
  const each = urls.map(async (url) => [url, await fetchOne(url)] as const);
  return new Map(await Promise.all(each));
}

async function fetchOne(url: string): Promise<Fetched | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
    if (!response.ok) return null;
    const mimeType = response.headers.get('content-type')?.split(';')[0] ?? '';
    return { mimeType, bytes: Buffer.from(await response.arrayBuffer()) };
  } catch {
    return null;
  }
}
