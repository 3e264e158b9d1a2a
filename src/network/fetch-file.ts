import type { Dispatcher } from 'undici';
import type { AddressGuard } from './address-guard.ts';
import { refusalOfFileUrl } from './fetch-guard.ts';
import {
  answeredOther,
  encoded,
  FetchRefused,
  fetchFailure,
  redirected,
  tookTooLong,
  tooLarge,
} from './fetch-refused.ts';

export type FetchOptions = {
  /** More than that is not read. */
  maxBytes: number;
  /** The types that are asked for, as the Accept header has them. */
  accept?: string;
  signal?: AbortSignal | undefined;
};

/** A file that is on its way. Disposing it hangs up. */
export type FetchedFile = Disposable & {
  /** Where it is, after redirects. */
  url: string;
  contentType: string | null;
  /** Its bytes as they come. Throws FetchRefused where they are too many, too slow or break off. */
  body: AsyncIterable<Uint8Array>;
};

/**
 * Opens a file on behalf of a caller: over http or https, from public addresses alone, whatever redirects and names lead to.
 * @throws FetchRefused with why not; the reason of the caller's signal where that ends it.
 */
export type FetchFile = (url: string, options: FetchOptions) => Promise<FetchedFile>;

/** How long things may take, in milliseconds: the whole file, the wait for an answer, a pause between bytes. */
type FetchPace = { totalMs: number; answerMs: number; pauseMs: number };

/** `agent` connects only where `guard` lets it: see createGuardedAgent. */
type Deps = { guard: AddressGuard; agent: Dispatcher; pace?: FetchPace };
type Fetching = Deps & { pace: FetchPace; asked: string; headers: Record<string, string>; signal: AbortSignal };
type Fail = (error: unknown) => never;
type Answer = { url: string; response: Dispatcher.ResponseData };

const defaultPace: FetchPace = { totalMs: 120_000, answerMs: 10_000, pauseMs: 10_000 };
const maxRedirects = 3;
const redirects = new Set([301, 302, 303, 307, 308]);

export function createFetchFile({ guard, agent, pace = defaultPace }: Deps): FetchFile {
  return async (asked, { maxBytes, accept = '*/*', signal }) => {
    const deadline = AbortSignal.timeout(pace.totalMs);
    const headers = { accept, 'accept-encoding': 'identity', 'user-agent': 'Postern' };
    const ends = AbortSignal.any([deadline, ...(signal ? [signal] : [])]);
    const fail: Fail = (error) => {
      signal?.throwIfAborted();
      throw deadline.aborted ? tookTooLong(asked, pace.totalMs) : fetchFailure(asked, error);
    };
    try {
      const answer = await follow({ guard, agent, pace, asked, headers, signal: ends }, asked, maxRedirects);
      return opened(asked, answer, { maxBytes, fail });
    } catch (error) {
      return fail(error);
    }
  };
}

/** Every hop is judged anew, as the first. */
async function follow(fetching: Fetching, url: string, left: number): Promise<Answer> {
  const { guard, asked } = fetching;
  const refusal = refusalOfFileUrl(guard, url);
  if (refusal !== null) throw url === asked ? new FetchRefused(refusal) : redirected(asked, 'elsewhere');
  const response = await send(fetching, new URL(url));
  // A body that is destroyed before it is read emits an error, which nobody waits for.
  response.body.on('error', () => {});
  const next = nextOf(url, response);
  if (next === null) return { url, response };
  response.body.destroy();
  if (left === 0) throw redirected(asked, 'too often');
  return follow(fetching, next, left - 1);
}

/** undici heeds a signal once it is connected; until then the race does. */
function send({ agent, pace, headers, signal }: Fetching, url: URL): Promise<Dispatcher.ResponseData> {
  const times = { headersTimeout: pace.answerMs, bodyTimeout: pace.pauseMs, signal };
  const target = { origin: url.origin, path: `${url.pathname}${url.search}`, method: 'GET' } as const;
  const ended = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([agent.request({ ...target, ...times, headers }), ended]);
}

function nextOf(url: string, { statusCode, headers }: Dispatcher.ResponseData): string | null {
  const { location } = headers;
  if (!redirects.has(statusCode) || typeof location !== 'string') return null;
  return URL.parse(location, url)?.href ?? location;
}

type Reading = { maxBytes: number; fail: Fail };

function opened(asked: string, { url, response }: Answer, reading: Reading): FetchedFile {
  const { statusCode, headers, body } = response;
  try {
    if (statusCode !== 200) throw answeredOther(asked, statusCode);
    const encoding = String(headers['content-encoding'] ?? 'identity').toLowerCase();
    if (encoding !== 'identity') throw encoded(asked, encoding);
    const actual = Number(headers['content-length'] ?? 0);
    if (actual > reading.maxBytes) throw tooLarge(asked, { limit: reading.maxBytes, actual });
  } catch (error) {
    body.destroy();
    throw error;
  }
  const type = headers['content-type'];
  return {
    url,
    contentType: typeof type === 'string' ? type : null,
    body: capped(asked, body, reading),
    [Symbol.dispose]: () => void body.destroy(),
  };
}

async function* capped(asked: string, body: AsyncIterable<Uint8Array>, { maxBytes, fail }: Reading) {
  let actual = 0;
  try {
    for await (const chunk of body) {
      actual += chunk.length;
      if (actual > maxBytes) throw tooLarge(asked, { limit: maxBytes, actual });
      yield chunk;
    }
  } catch (error) {
    fail(error);
  }
}
