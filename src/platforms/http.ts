import type { Dispatcher } from 'undici';
import { type Exchanged, exchange, NotAnswered } from '../network/exchange.ts';
import { type FailureTable, PlatformFailure } from './failure.ts';
import type { HttpRequest, Session } from './platform.ts';
import { readAnswer } from './read-answer.ts';
import { brokenAnswer, noAnswer, refused } from './sort-failure.ts';

export type Wire = {
  /** The guarded way out (src/network/guarded-agent.ts). */
  dispatcher: Dispatcher;
  /** The server that the calls go to; it may have a path before the network's own. */
  baseUrl: string;
  failures: FailureTable;
  /** Fires at the deadline, or when the lease is lost. After it nothing is sent any more. */
  signal: AbortSignal;
  now: Date;
};

/** The one way in which rooms talk to their networks: one request, one answer, and failures sorted (platforms.md, 1.2). */
export function createSend(wire: Wire): Session<unknown>['send'] {
  return async (request, schema) => {
    const url = addressOf(wire.baseUrl, request.path);
    const exchanged = await answerTo(request, url, wire);
    const call = { host: url.host, path: url.pathname, secrets: secretsIn(request) };
    if (exchanged.status < 200 || exchanged.status > 299) throw refused(exchanged, wire, call);
    if (exchanged.broken !== null) throw brokenAnswer(exchanged.broken, call);
    return readAnswer(exchanged.text, schema, call);
  };
}

function addressOf(baseUrl: string, path: string): URL {
  const base = URL.parse(baseUrl);
  if (base === null || !/^https?:$/.test(base.protocol) || base.username !== '' || base.password !== '') {
    const message = 'The account’s server has no proper address: it starts with https:// and holds no user name.';
    throw new PlatformFailure({ kind: 'validation', happened: 'no', message });
  }
  return new URL(`${base.origin}${base.pathname.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`);
}

async function answerTo(request: HttpRequest, url: URL, wire: Wire): Promise<Exchanged> {
  const body = request.json === undefined ? null : JSON.stringify(request.json);
  const headers = {
    accept: 'application/json',
    'accept-encoding': 'gzip',
    'user-agent': 'Postern',
    ...(body === null ? {} : { 'content-type': 'application/json' }),
    ...request.headers,
  };
  try {
    return await exchange(wire.dispatcher, { method: request.method, url, headers, body }, wire.signal);
  } catch (error) {
    throw error instanceof NotAnswered ? noAnswer(error, url.host) : error;
  }
}

/** What must not appear in a message, should a network repeat it in its answer. */
function secretsIn(request: HttpRequest): string[] {
  const token = request.headers?.authorization?.replace(/^Bearer /, '');
  return [token, request.json?.password].filter((value) => typeof value === 'string' && value !== '') as string[];
}
