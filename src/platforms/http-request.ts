import type { JsonObject } from '../domain/json.ts';

/** Bytes of a file in storage: all of them, or a range with both ends included. They are streamed, never held whole. */
export type StoredPart = { key: string; range?: { first: number; last: number } };

/** One field of a form with files (RFC 7578). */
export type FormPart =
  | { name: string; value: string }
  | { name: string; filename: string; mimeType: string; stored: StoredPart }
  | { name: string; filename: string; mimeType: string; bytes: Uint8Array };

/** One request to a network. Of the five bodies it has one at most. */
export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the server, query and all; or a whole address that the network gave, on one of the room's `uploadHosts`. */
  path: string;
  /** Which of the room's `hosts` it goes to; "api" where it is not given. */
  host?: string;
  headers?: Record<string, string>;
  json?: JsonObject;
  /** application/x-www-form-urlencoded */
  form?: Record<string, string>;
  /** multipart/form-data */
  parts?: readonly FormPart[];
  stored?: StoredPart;
  bytes?: Uint8Array;
  /** Statuses beside 2xx that are answers and no refusals: 308 of a resumable upload. */
  answers?: readonly number[];
};

/** What a network answered. An empty body is null. */
export type HttpAnswer<Body> = { status: number; headers: Headers; body: Body };
