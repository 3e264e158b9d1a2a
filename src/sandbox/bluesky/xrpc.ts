import { z } from 'zod';
import { type Answer, type Incoming, Refused } from '../network.ts';

const errors = {
  InvalidRequest: 400,
  InvalidSwap: 400,
  InvalidToken: 400,
  ExpiredToken: 400,
  RecordNotFound: 400,
  HandleNotFound: 400,
  BlobNotFound: 400,
  InvalidMimeType: 400,
  InvalidSize: 400,
  BlobTooLarge: 400,
  BadExpiration: 400,
  BadJwtSignature: 401,
  JwtExpired: 401,
  AuthMissing: 401,
  AuthenticationRequired: 401,
  AccountNotFound: 403,
  PayloadTooLarge: 413,
  RateLimitExceeded: 429,
  InternalServerError: 500,
  MethodNotImplemented: 501,
  UpstreamFailure: 502,
} as const satisfies Record<string, number>;

/** An error body as every XRPC server writes it. */
export function xrpcError(error: keyof typeof errors, message: string): Answer {
  return { status: errors[error], body: { error, message } };
}

/** Ends an operation with an error of the network. */
export function refuse(error: keyof typeof errors, message: string): never {
  throw new Refused(xrpcError(error, message));
}

/** The JSON body of a procedure, parsed. Unknown fields are let through: lexicons are open. */
export function input<Value>(incoming: Incoming, schema: z.ZodType<Value>): Value {
  const encoding = incoming.headers.get('content-type')?.split(';')[0]?.trim();
  if (incoming.body === '') refuse('InvalidRequest', 'A request body is expected but none was provided');
  if (encoding === undefined) refuse('InvalidRequest', 'Request encoding (Content-Type) required but not provided');
  if (encoding !== 'application/json') {
    refuse('InvalidRequest', `Wrong request encoding (Content-Type): ${encoding}`);
  }
  return parse({ value: json(incoming.body), schema, what: 'Input' });
}

/** Refuses a body where the procedure takes none. */
export function noInput(incoming: Incoming): void {
  if (incoming.body !== '') refuse('InvalidRequest', 'A request body was provided when none was expected');
}

/** The query of a call, parsed. */
export function params<Value>(incoming: Incoming, schema: z.ZodType<Value>): Value {
  return parse({ value: Object.fromEntries(incoming.query), schema, what: 'Params' });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse('InvalidRequest', error instanceof Error ? error.message : 'Malformed JSON');
  }
}

function parse<Value>({ value, schema, what }: { value: unknown; schema: z.ZodType<Value>; what: string }): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  return refuse('InvalidRequest', `${[what, ...(issue?.path ?? [])].join('/')}: ${issue?.message ?? 'is invalid'}`);
}

const DID = /^did:[a-z]+:[a-zA-Z0-9._:%-]*[a-zA-Z0-9._-]$/;
const HANDLE = /^([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/;
const NSID =
  /^[a-zA-Z]([a-zA-Z0-9-]{0,62}[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,62}[a-zA-Z0-9])?)+\.[a-zA-Z][a-zA-Z0-9]{0,62}$/;
const RECORD_KEY = /^(?!\.{1,2}$)[a-zA-Z0-9_~.:-]{1,512}$/;

/** The string formats of the protocol (https://atproto.com/specs/lexicon#string-formats). */
export const format = {
  handle: z.string().max(253).regex(HANDLE, 'must be a valid handle'),
  identifier: z
    .string()
    .max(2048)
    .refine((text) => DID.test(text) || HANDLE.test(text), 'must be a valid did or a handle'),
  collection: z.string().max(317).regex(NSID, 'must be a valid nsid'),
  recordKey: z.string().regex(RECORD_KEY, 'must be a valid Record Key'),
  cid: z.string().regex(/^[a-z0-9A-Z+=/]{8,256}$/, 'must be a cid string'),
};
