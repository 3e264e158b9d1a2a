import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLErrorExtensions } from 'graphql';
import type { ZodError } from 'zod';
import { databaseErrorKind } from '../src/database/database-error-kind.ts';
import { Forbidden } from '../src/domain/actor.ts';
import { ChoicesUnread } from '../src/domain/choices-unread.ts';
import { encodeEventCursor } from '../src/domain/event-cursor.ts';
import { Refusal, type UserError, type Warning } from '../src/domain/refusal.ts';
import { SubscriptionEnded } from '../src/events/subscription-ended.ts';
import { BadRequest } from '../src/queries/bad-request.ts';

export type Refused = { userErrors: readonly UserError[]; warnings: readonly Warning[] };

/** Runs an action. Its "no" is part of the answer; everything else is thrown on. */
export async function orRefused<Answer>(action: Promise<Answer>): Promise<Answer | Refused> {
  try {
    return await action;
  } catch (error) {
    if (error instanceof Refusal) return { userErrors: error.userErrors, warnings: error.warnings };
    throw error;
  }
}

/** What plugin-zod found in a field's arguments, with all issues. */
export function badUserInput(error: ZodError): GraphQLError {
  const issues = error.issues.map(({ path, message }) => ({ path: path.map(String), message }));
  const sentences = issues.map(({ path, message }) => `${path.join('.')}: ${message.replace(/\.$/, '')}.`);
  return new GraphQLError(sentences.join(' '), { extensions: { code: 'BAD_USER_INPUT', issues } });
}

/** Called with every error that is hidden from the caller, and the id that the caller got instead. */
export type LogHidden = (hidden: { error: unknown; id: string; message: string }) => void;

/** What a caller may see of an error. What is unexpected is hidden behind an id, and logged with it. */
export function toPublicError(error: unknown, logHidden: LogHidden): GraphQLError {
  const cause = rootOf(error);
  if (cause instanceof GraphQLError && isMeantForCaller(error, cause))
    return withCode(error instanceof GraphQLError ? error : cause);
  const known = knownError(cause);
  if (known) return placed(error, known);
  const id = randomUUID();
  const away = databaseErrorKind(cause) === 'away';
  logHidden({ error: cause, id, message: away ? 'The database cannot be reached.' : 'Unexpected error.' });
  const message = away
    ? 'The database cannot be reached at the moment. Try again shortly.'
    : `Unexpected error. It is in Postern’s log under ${id}.`;
  return placed(error, { message, extensions: { code: away ? 'SERVICE_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR', id } });
}

type Shown = { message: string; extensions: GraphQLErrorExtensions };

function knownError(error: unknown): Shown | null {
  if (error instanceof Forbidden)
    return { message: error.message, extensions: { code: 'FORBIDDEN', scope: error.scope } };
  if (error instanceof BadRequest)
    return { message: error.message, extensions: { code: error.code, issues: error.issues } };
  if (error instanceof ChoicesUnread) return { message: error.message, extensions: { code: 'SERVICE_UNAVAILABLE' } };
  if (error instanceof SubscriptionEnded) {
    const cursor = error.seq === null ? {} : { cursor: encodeEventCursor(error.seq) };
    return { message: error.message, extensions: { code: error.code, ...cursor } };
  }
  if (databaseErrorKind(error) === 'text')
    return { message: 'A text holds a null character (U+0000). Leave it out.', extensions: { code: 'BAD_USER_INPUT' } };
  return null;
}

function rootOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? rootOf(error.originalError) : error;
}

/** Without a code it comes from graphql-js: about the request it names a place in the document, about our own answer only the field. */
function isMeantForCaller(error: unknown, cause: GraphQLError): boolean {
  if (cause.extensions.code !== undefined || cause.nodes !== undefined) return true;
  return !(error instanceof GraphQLError && error.path !== undefined);
}

/** Codes of Yoga and its executor for what the contract calls BAD_USER_INPUT. */
const otherCodes: ReadonlySet<unknown> = new Set([undefined, 'BAD_REQUEST', 'OPERATION_RESOLUTION_FAILURE']);

/** graphql-js gives no code to what it refuses itself, such as variables of the wrong type. */
function withCode(error: GraphQLError): GraphQLError {
  if (!otherCodes.has(error.extensions.code)) return error;
  return placed(error, { message: error.message, extensions: { ...error.extensions, code: 'BAD_USER_INPUT' } });
}

function placed(error: unknown, { message, extensions }: Shown): GraphQLError {
  if (!(error instanceof GraphQLError)) return new GraphQLError(message, { extensions });
  const { nodes = null, source = null, positions = null, path = null } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}
