import type { Dispatcher } from 'undici';
import { type Exchanged, exchange, NotAnswered } from '../network/exchange.ts';
import type { FailureTable } from './failure.ts';
import type { HttpRequest } from './http-request.ts';
import type { Session } from './platform.ts';
import { readAnswer } from './read-answer.ts';
import { addressOf, type Servers } from './request-address.ts';
import { requestBody } from './request-body.ts';
import { brokenAnswer, noAnswer, refused, refusesInBody } from './sort-failure.ts';
import type { FindFile } from './stored-files.ts';

export type Wire = {
  /** The guarded way out (src/network/guarded-agent.ts). */
  dispatcher: Dispatcher;
  servers: Servers;
  findFile: FindFile;
  failures: FailureTable;
  /** Fires at the deadline, or when the lease is lost. After it nothing is sent any more. */
  signal: AbortSignal;
  now: Date;
  /** Told where an answer says that a limit is used up, and until when. */
  onSpent?: ((until: Date) => void) | undefined;
};

/** The one way in which rooms talk to their networks: one request, one answer, and failures sorted (platforms.md, 1.2). */
export function createRequests(wire: Wire): Pick<Session<unknown>, 'send' | 'exchange'> {
  const answerTo: Session<unknown>['exchange'] = async (request, schema) => {
    const url = addressOf(request, wire.servers);
    const exchanged = await exchangeOnce(request, url, wire);
    const { status, headers } = exchanged;
    tellSpent(headers, wire);
    const call = { host: url.host, path: url.pathname, secrets: secretsIn(request) };
    const isAnswer = (status >= 200 && status <= 299) || request.answers?.includes(status) === true;
    if (!isAnswer || refusesInBody(exchanged, wire.failures)) throw refused(exchanged, wire, call);
    if (exchanged.broken !== null) throw brokenAnswer(exchanged.broken, call);
    return { status, headers, body: readAnswer(exchanged.text, schema, call) };
  };
  return { exchange: answerTo, send: async (request, schema) => (await answerTo(request, schema)).body };
}

function tellSpent(headers: Headers, { failures, now, onSpent }: Wire): void {
  if (!onSpent || failures.budget?.isSpent(headers) !== true) return;
  const until = failures.resetAt(headers, now);
  if (until !== null && until > now) onSpent(until);
}

async function exchangeOnce(request: HttpRequest, url: URL, wire: Wire): Promise<Exchanged> {
  const { body, headers: described } = await requestBody(request, wire.findFile);
  const headers = {
    accept: 'application/json',
    'accept-encoding': 'gzip',
    'user-agent': 'Postern',
    ...described,
    ...request.headers,
  };
  try {
    return await exchange(wire.dispatcher, { method: request.method, url, headers, body }, wire.signal);
  } catch (error) {
    throw error instanceof NotAnswered ? noAnswer(error, url.host) : error;
  }
}

const secretNames = /token|secret|password|code|verifier/;

/** What must not appear in a message, should a network repeat it in its answer. */
function secretsIn({ headers, json, form, path }: HttpRequest): string[] {
  const authorization = headers?.authorization?.replace(/^\w+ /, '');
  const query = new URLSearchParams(path.split('?')[1] ?? '');
  const fields = [...Object.entries({ ...json, ...form }), ...query].filter(([name]) => secretNames.test(name));
  return [authorization, ...fields.map(([, value]) => value)].filter(
    (value) => typeof value === 'string' && value !== '',
  ) as string[];
}
