import type { FailureKind } from '../domain/delivery-error.ts';
import type { Json } from '../domain/json.ts';

/** Whether what was asked for may have happened all the same. `maybe` on a commit is never repeated blindly. */
export type Happened = 'no' | 'maybe';

type FailureDetails = {
  kind: FailureKind;
  happened: Happened;
  /** One sentence for a person: what the network said. Never holds credentials. */
  message: string;
  /** What to do, where the room knows better than the kind's own hint. */
  hint?: string | undefined;
  /** The answer's status, where an answer came: then the request is no longer under way. */
  status?: number | undefined;
  /** When the network allows the next call, where it says so. */
  retryAt?: Date | undefined;
  /** On a `duplicate`: what the network says that it has already, in the shape of the commit's result. Then that is what a lost commit did. */
  evidence?: Json | undefined;
  cause?: unknown;
};

/** A call of a network that did not succeed, sorted into the closed set of kinds. */
export class PlatformFailure extends Error {
  override readonly name = 'PlatformFailure';
  readonly kind: FailureKind;
  readonly happened: Happened;
  readonly hint: string | undefined;
  readonly status: number | undefined;
  readonly retryAt: Date | undefined;
  readonly evidence: Json | undefined;

  constructor(details: FailureDetails) {
    super(details.message, { cause: details.cause });
    this.kind = details.kind;
    this.happened = details.happened;
    this.hint = details.hint;
    this.status = details.status;
    this.retryAt = details.retryAt;
    this.evidence = details.evidence;
  }
}

/** An answer with a status that is not 2xx, or with a body that refuses, as a room's error table sees it. */
export type Refusal = { status: number; headers: Headers; body: unknown };

/** One row of a room's error table: the first row whose `when` holds decides. */
export type FailureRow = {
  /** The answer as the network documents it, for readers and for the tests that provoke every row. */
  answer: string;
  when(refusal: Refusal): boolean;
  kind: FailureKind;
  hint?: string;
  /** Given where the network may have done what it says it has not, whatever the status. */
  happened?: 'maybe';
  /** When the network allows the next call, where this answer says it in its own way; else the table's `resetAt`. */
  resetAt?(refusal: Refusal, now: Date): Date | null;
  /** Reads what the network has already out of a `duplicate`, where it names it. */
  evidence?(refusal: Refusal): Json;
};

/** What a room says about its network's refusals. Nothing beyond the room looks at a network's words. */
export type FailureTable = {
  rows: readonly FailureRow[];
  /** Whether an answer with a 2xx refuses all the same, by what its body says; not given where the status is enough. */
  refusesIn?(body: unknown): boolean;
  /** The network's own sentence in an error body, or null where there is none. */
  messageIn(body: unknown): string | null;
  /** When a limit's answer says that the next call is allowed, or null where it does not say. */
  resetAt(headers: Headers, now: Date): Date | null;
  /** How answers tell beforehand that a limit is used up, until `resetAt`; not given where the network's do not. */
  budget?: Budget;
};

/** A limit that every answer tells of in its headers: of all calls of the account, or of those like the answered one, where that publishes. */
export type Budget = { covers: 'account' | 'commits'; isSpent(headers: Headers): boolean };

/** A header that counts down the calls that are left. `cost` is what the dearest call takes of them. */
export function countdown(header: string, cost = 1): Budget['isSpent'] {
  return (headers) => Number(headers.get(header) || Number.NaN) < cost;
}
