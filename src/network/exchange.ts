import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import type { Dispatcher } from 'undici';

export type WireRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: URL;
  headers: Record<string, string>;
  /** An iterable is streamed, with the content-length that the headers give. */
  body: string | Uint8Array | AsyncIterable<Uint8Array> | null;
};

/** An answer whose status and headers have arrived. */
export type Exchanged = {
  status: number;
  headers: Headers;
  text: string;
  /** Why the body could not be read to its end, or null where it was. */
  broken: string | null;
};

/** No answer came. `sent` says whether a byte of the request may have left. */
export class NotAnswered extends Error {
  override readonly name = 'NotAnswered';
  readonly sent: boolean;

  constructor(sent: boolean, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.sent = sent;
  }
}

const MAX_BYTES = 4 * 1024 * 1024;

const decoders: Record<string, (bytes: Buffer) => Buffer> = {
  gzip: (bytes) => gunzipSync(bytes, { maxOutputLength: MAX_BYTES }),
  br: (bytes) => brotliDecompressSync(bytes, { maxOutputLength: MAX_BYTES }),
  deflate: (bytes) => inflateSync(bytes, { maxOutputLength: MAX_BYTES }),
  zstd: (bytes) => zstdDecompressSync(bytes, { maxOutputLength: MAX_BYTES }),
};

type Progress = {
  controller: Dispatcher.DispatchController | null;
  head: { status: number; headers: Headers } | null;
  chunks: Buffer[];
  bytes: number;
};

type Settle = (error: unknown) => void;

/** Sends one request, once, and reads its answer, at most 4 MiB of it. Follows no redirect. Throws NotAnswered. */
export function exchange(dispatcher: Dispatcher, request: WireRequest, signal: AbortSignal): Promise<Exchanged> {
  const { promise, resolve, reject } = Promise.withResolvers<Exchanged>();
  const progress: Progress = { controller: null, head: null, chunks: [], bytes: 0 };
  const settle: Settle = (error) => {
    signal.removeEventListener('abort', abort);
    if (progress.head === null) return reject(new NotAnswered(progress.controller !== null, error));
    resolve({ ...progress.head, ...bodyOf(progress, error) });
  };
  const abort = () => {
    settle(signal.reason);
    progress.controller?.abort(asError(signal.reason));
  };
  if (signal.aborted) return Promise.reject(new NotAnswered(false, signal.reason));
  signal.addEventListener('abort', abort, { once: true });
  const { url, body, ...rest } = request;
  try {
    const stream = body === null || typeof body === 'string' || body instanceof Uint8Array ? body : Readable.from(body);
    const options = { ...rest, body: stream, origin: url.origin, path: `${url.pathname}${url.search}` };
    dispatcher.dispatch(options, progressHandler(progress, settle, signal));
  } catch (error) {
    settle(error);
  }
  return promise;
}

function progressHandler(progress: Progress, settle: Settle, signal: AbortSignal): Dispatcher.DispatchHandler {
  return {
    onRequestStart(controller) {
      // A second start would be undici sending the request again on another connection.
      if (signal.aborted || progress.controller !== null) return controller.abort(new Error('the connection was lost'));
      progress.controller = controller;
    },
    onResponseStart(_controller, status, headers) {
      if (status >= 200) progress.head = { status, headers: headersOf(headers) };
    },
    onResponseData(controller, chunk) {
      progress.bytes += chunk.length;
      if (progress.bytes > MAX_BYTES) return controller.abort(new Error(`it is longer than ${MAX_BYTES} bytes`));
      progress.chunks.push(chunk);
    },
    onResponseEnd: () => settle(null),
    onResponseError: (_controller, error) => settle(error),
  };
}

function bodyOf(progress: Progress, error: unknown): { text: string; broken: string | null } {
  if (error !== null) return { text: '', broken: asError(error).message };
  const encoding = progress.head?.headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  const bytes = Buffer.concat(progress.chunks);
  if (encoding === 'identity' || bytes.length === 0) return { text: bytes.toString('utf8'), broken: null };
  const decode = decoders[encoding];
  if (decode === undefined) return { text: '', broken: `its encoding "${encoding}" is unknown` };
  try {
    return { text: decode(bytes).toString('utf8'), broken: null };
  } catch (cause) {
    return { text: '', broken: `it is not proper ${encoding}: ${asError(cause).message}` };
  }
}

function headersOf(incoming: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  return headers;
}

function asError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value));
}
