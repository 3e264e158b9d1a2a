import { AddressRefused } from '../network/address-guard.ts';
import type { Exchanged, NotAnswered } from '../network/exchange.ts';
import { type FailureTable, PlatformFailure, type Refusal } from './failure.ts';
import { parseJson } from './parse-json.ts';

/** What messages say about the call that failed, and what they must not say. */
export type Call = { host: string; path: string; secrets: readonly string[] };

const MAX_WORDS = 300;
const DEFAULT_PAUSE_MS = 60_000;
const SHORTEST_PAUSE_MS = 1_000;

/** Sorts a call that got no answer: where nothing was sent, nothing happened. */
export function noAnswer(error: NotAnswered, host: string): PlatformFailure {
  const cause = error.cause;
  if (cause instanceof AddressRefused) {
    return new PlatformFailure({ kind: 'validation', happened: 'no', message: cause.message, cause });
  }
  const message = error.sent
    ? `${host} did not answer: ${reasonIn(error)}.`
    : `${host} could not be reached: ${reasonIn(error)}.`;
  return new PlatformFailure({ kind: 'transient', happened: error.sent ? 'maybe' : 'no', message, cause });
}

/** Whether an answer with a 2xx says in its body that it refuses. */
export function refusesInBody({ text }: Exchanged, { refusesIn }: FailureTable): boolean {
  return refusesIn?.(bodyIn(text)) === true;
}

/** Sorts a refusal: the room's table says what it is, the status whether it may have happened. */
export function refused(
  exchanged: Exchanged,
  { failures, now }: { failures: FailureTable; now: Date },
  call: Call,
): PlatformFailure {
  const { status, headers } = exchanged;
  const refusal: Refusal = { status, headers, body: bodyIn(exchanged.text) };
  const row = failures.rows.find(({ when }) => when(refusal));
  const kind = row?.kind ?? kindOf(status);
  const limited = kind === 'rate_limited' || kind === 'quota_exhausted';
  const resetAt = row?.resetAt === undefined ? failures.resetAt(headers, now) : row.resetAt(refusal, now);
  const words = failures.messageIn(refusal.body);
  return new PlatformFailure({
    kind,
    happened: row?.happened ?? (isDoubtful(status, kind) ? 'maybe' : 'no'),
    status,
    message: `${call.host} answered ${status}${words === null ? '.' : `: ${inWords(words, call)}`}`,
    hint:
      row?.hint ??
      (status >= 300 && status < 400 ? 'Connect the account at the address that it redirects to.' : undefined),
    evidence: row?.evidence?.(refusal),
    retryAt: limited || status === 429 ? allowedAt(resetAt, now) : undefined,
  });
}

/** A 2xx whose body did not arrive: it happened, and what it made is not known. */
export function brokenAnswer(reason: string, call: Call): PlatformFailure {
  return unexpectedAnswer(`its body could not be read: ${reason}`, call);
}

/** A 2xx that is not what the network documents. */
export function unexpectedAnswer(what: string, call: Call): PlatformFailure {
  const message = `${call.host} accepted ${call.path}, but its answer cannot be used: ${inWords(what, call)}`;
  return new PlatformFailure({ kind: 'transient', happened: 'maybe', message });
}

/** A fault of the network may come after the deed; one that comes with a 2xx is known by its kind alone. */
function isDoubtful(status: number, kind: PlatformFailure['kind']): boolean {
  return status >= 500 || status === 408 || (status < 300 && kind === 'transient');
}

function kindOf(status: number): PlatformFailure['kind'] {
  if (status === 429) return 'rate_limited';
  if (status >= 500 || status === 408) return 'transient';
  if (status === 401) return 'auth_expired';
  if (status === 403) return 'permission';
  return status === 404 || status === 410 ? 'not_found' : 'validation';
}

function allowedAt(reset: Date | null, now: Date): Date {
  const soonest = now.getTime() + SHORTEST_PAUSE_MS;
  return new Date(Math.max(soonest, reset?.getTime() ?? now.getTime() + DEFAULT_PAUSE_MS));
}

function bodyIn(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

function inWords(words: string, call: Call): string {
  const safe = call.secrets.reduce((text, secret) => text.replaceAll(secret, '…'), words);
  const line = safe.replaceAll(/\s+/g, ' ').trim();
  const short = line.length > MAX_WORDS ? `${line.slice(0, MAX_WORDS - 1)}…` : line;
  return /[.!?…]$/.test(short) ? short : `${short}.`;
}

function reasonIn(error: NotAnswered): string {
  const cause = error.cause;
  if (cause instanceof AggregateError) return String(cause.errors[0]?.message ?? cause.message);
  if (cause instanceof Error && cause.name === 'TimeoutError') return 'the time for the call was over';
  return error.message.replace(/\.$/, '');
}
