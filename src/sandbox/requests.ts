import { createHash } from 'node:crypto';
import type { Answer, Incoming, Operation } from './network.ts';

/** A request that a network got, as tests and people read it at `/_requests`. Files are told by their length and SHA-256. */
export type SeenRequest = {
  channel: string;
  operation: string;
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
  status: number;
  at: string;
};

export type Requests = {
  record(channel: string, seen: { operation: Operation; path: string; incoming: Incoming; answer: Answer }): void;
  list(channel?: string): SeenRequest[];
  clear(): void;
};

const MAX_KEPT = 5_000;

/** Keeps the last requests, in memory alone. */
export function createRequests(now: () => Date): Requests {
  let kept: SeenRequest[] = [];
  return {
    record(channel, { operation, path, incoming, answer }) {
      const { name, method } = operation;
      const query = Object.fromEntries(incoming.query);
      const headers = Object.fromEntries(incoming.headers);
      const { status } = answer;
      const at = now().toISOString();
      kept.push({ channel, operation: name, method, path, query, headers, body: bodyOf(incoming), status, at });
      if (kept.length > MAX_KEPT) kept = kept.slice(-MAX_KEPT);
    },
    list: (channel) => kept.filter((request) => channel === undefined || request.channel === channel),
    clear: () => {
      kept = [];
    },
  };
}

function bodyOf({ headers, body, bytes, parts }: Incoming): unknown {
  if (bytes.length === 0) return null;
  if (parts.length > 0)
    return parts.map((part) =>
      'file' in part
        ? { name: part.name, filename: part.file.filename, mimeType: part.file.mimeType, ...told(part.file.bytes) }
        : part,
    );
  const contentType = headers.get('content-type') ?? '';
  if (/x-www-form-urlencoded/i.test(contentType)) return Object.fromEntries(new URLSearchParams(body));
  if (body === '') return told(bytes);
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function told(bytes: Buffer) {
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
