import { on, once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { execute, GraphQLError, parse } from 'graphql';
import { schema } from '../../schema/index.ts';
import type { UploadedFile } from '../actions/upload-media.ts';
import { authenticate } from './authenticate.ts';
import { isMultipart } from './cap-body.ts';
import { createContext } from './create-context.ts';
import { type KeyQuota, quotaHeaderNames, quotaHeaders, rateLimited } from './key-quota.ts';
import { maskError } from './mask-error.ts';
import { type OwnSites, whereFrom } from './own-sites.ts';
import { foreignRefusalOf, refuseRequest } from './refuse-request.ts';
import type { ServerDeps } from './server-deps.ts';
import { missingKey } from './use-required-key.ts';

/** Where files go that are too large for a GraphQL request. */
export const postMediaPath = '/media';

type Deps = ServerDeps & { keyQuota: KeyQuota };
type Exchange = { request: IncomingMessage; response: ServerResponse; sites: OwnSites };
type Answer = { status: number; body: unknown };
type Outcome = { data?: unknown; errors?: readonly unknown[] | undefined };
type Payload = { media: unknown; userErrors: { code: string }[] };

/** How long a refused caller that goes on sending is listened to, so that it can read why. */
const lingerMs = 1_000;

/** The very mutation of the API, so that what it answers is the same in every field. */
const mutation = parse(`mutation ($file: File!, $altText: String) {
  uploadMedia(input: { file: $file, altText: $altText }) {
    media { id kind url thumbnailUrl filename mimeType bytes width height durationMs altText inUse createdAt }
    userErrors { code message path channel accountId limit actual unit currentVersion }
  }
}`);

/** Takes the body of a request into the library, as it comes: POST /media?filename=&altText=. Answers 201 with UploadMediaPayload as JSON. */
export async function postMedia(deps: Deps, { request, response, sites }: Exchange): Promise<void> {
  const refusal = foreignRefusalOf(request, sites);
  if (refusal !== null) return refuseRequest(response, refusal);
  response.setHeaders(pageHeaders(request, sites));
  if (request.method === 'OPTIONS') return void response.writeHead(204, preflight).end();
  if (request.method !== 'POST') return void response.writeHead(405, { allow: 'POST, OPTIONS' }).end();
  endWhenIdle(request, deps.limits.maxUploadPauseMs);
  const outcome = await upload(deps, request, response).catch((error: unknown) => ({ errors: [error] }));
  if (request.errored) return void response.destroy();
  await send(request, response, answerTo(outcome, maskError(deps.log)));
}

async function upload(deps: Deps, request: IncomingMessage, response: ServerResponse): Promise<Outcome> {
  if (isMultipart(request.headers['content-type'])) throw noForms();
  const actor = await authenticate(deps, request.headers.authorization ?? null);
  if (actor === null) throw missingKey();
  const quota = deps.keyQuota.take(actor.apiKeyId);
  response.setHeaders(quotaHeaders(quota));
  if (quota.exceeded) throw rateLimited(quota);
  const { searchParams } = new URL(request.url ?? '', 'http://localhost');
  const declared = request.headers['content-length'];
  const file: UploadedFile = {
    name: searchParams.get('filename') ?? '',
    size: declared === undefined ? null : Number(declared),
    maxBytes: deps.limits.maxUploadBytes,
    stream: () => bodyOf(request),
  };
  const variableValues = { file, altText: searchParams.get('altText') };
  return execute({ schema, document: mutation, variableValues, contextValue: createContext(deps, actor) });
}

const oneByOne = { close: ['end', 'close'], highWaterMark: 1, lowWaterMark: 1 };

/**
 * Each chunk is over when the next is asked for. What the socket read it into would else lie there in tens of megabytes until it is collected;
 * a stream's own iterator joins waiting chunks to new ones.
 */
async function* bodyOf(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  if (request.destroyed) throw brokenOff();
  for await (const [chunk] of on(request, 'data', oneByOne) as AsyncIterable<[Buffer<ArrayBuffer>]>) {
    yield chunk;
    if (chunk.buffer.byteLength === chunk.length) chunk.buffer.transfer(0);
  }
  if (!request.complete) throw brokenOff();
}

function brokenOff(): Error {
  return new Error('The upload broke off.');
}

function answerTo({ data, errors }: Outcome, mask: (error: unknown) => GraphQLError): Answer {
  if (errors) return failure(errors.map(mask));
  const { uploadMedia } = data as { uploadMedia: Payload };
  const codes = uploadMedia.userErrors.map(({ code }) => code);
  if (codes.length === 0) return { status: 201, body: uploadMedia };
  return { status: codes.includes('TOO_LARGE') ? 413 : 422, body: uploadMedia };
}

const statuses: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  BAD_USER_INPUT: 400,
  RATE_LIMITED: 429,
  SERVICE_UNAVAILABLE: 503,
};

function failure(errors: readonly GraphQLError[]): Answer {
  const shown = errors.map(({ message, extensions: { http: _http, ...extensions } }) => ({ message, extensions }));
  const status = statuses[String(shown[0]?.extensions.code)] ?? 500;
  return { status, body: { errors: shown } };
}

/** The connection ends with an answer that comes before the whole file has: nobody can tell how much more would come. */
async function send(request: IncomingMessage, response: ServerResponse, { status, body }: Answer): Promise<void> {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    ...(request.complete ? {} : { connection: 'close' }),
  });
  response.write(text);
  if (!request.complete) await listenOn(request);
  response.end();
}

/** A caller that is still sending would find the connection broken before it reads the answer. */
async function listenOn(request: IncomingMessage): Promise<void> {
  request.resume();
  await once(request, 'close', { signal: AbortSignal.timeout(lingerMs) }).catch(() => undefined);
}

function endWhenIdle(request: IncomingMessage, ms: number): void {
  request.setTimeout(ms, () => request.destroy(new Error('The upload stood still.')));
  request.once('end', () => request.setTimeout(0));
}

/** What lets a page of an allowed origin read the answer. */
function pageHeaders(request: IncomingMessage, sites: OwnSites): Headers {
  const { origin, host } = whereFrom(request);
  const headers = new Headers({ vary: 'origin' });
  if (origin === null || !sites.allowsOrigin(origin, host)) return headers;
  headers.set('access-control-allow-origin', origin);
  headers.set('access-control-allow-credentials', 'true');
  headers.set('access-control-expose-headers', quotaHeaderNames.join(', '));
  return headers;
}

const preflight = {
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'authorization, content-type',
  'access-control-max-age': '600',
};

function noForms(): GraphQLError {
  const message =
    'POST /media takes the file itself as the body, no form: curl --data-binary @photo.jpg. Forms go to uploadMedia at /graphql.';
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
