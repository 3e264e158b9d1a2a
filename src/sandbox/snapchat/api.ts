import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { type Answer, type Incoming, type Part, Refused } from '../network.ts';

/** An answer in Snapchat's envelope. https://developers.snap.com/api/marketing-api/Public-Profile-API/ProfileAssetManagement */
export function ok(data: object = {}): Answer {
  return { status: 200, body: { request_status: 'SUCCESS', request_id: randomUUID(), ...data } };
}

/** The envelope of errors. Which status each comes with is not documented, and of the codes only those are known that the room names. */
export function problem(status: number, code: string, message: string): Answer {
  const said = { error_code: code, debug_message: message, display_message: message };
  return { status, body: { request_status: 'ERROR', request_id: randomUUID(), ...said } };
}

/** Ends an operation with an error. */
export function refuse(status: number, code: string, message: string): never {
  throw new Refused(problem(status, code, message));
}

/** A body of JSON; what the schema does not know is refused. */
export function jsonBody<Value>(incoming: Incoming, schema: z.ZodType<Value>): Value {
  const type = incoming.headers.get('content-type') ?? '';
  if (!/^application\/json\b/i.test(type)) return refuse(415, 'UNSUPPORTED_MEDIA_TYPE', 'The body must be JSON.');
  const result = schema.safeParse(json(incoming.body));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  return refuse(400, 'INVALID_ARGUMENT', `${issue?.path.join('.') || 'body'}: ${issue?.message}`);
}

/** A field of a form with files. */
export function fieldOf(parts: readonly Part[], name: string): string | null {
  const part = parts.find((one) => one.name === name);
  return part !== undefined && 'value' in part ? part.value : null;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse(400, 'INVALID_ARGUMENT', 'The request body is not JSON.');
  }
}
