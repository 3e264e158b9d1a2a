import type { z } from 'zod';
import { type Answer, type Incoming, Refused } from '../network.ts';

/** An error as Pinterest writes it. https://github.com/pinterest/api-description */
export function problem(status: number, code: number, message: string): Answer {
  return { status, body: { code, message } };
}

/** Ends an operation with an error. */
export function refuse(status: number, code: number, message: string): never {
  throw new Refused(problem(status, code, message));
}

/** A body of JSON; what the schema does not know is refused. */
export function jsonBody<Value>(incoming: Incoming, schema: z.ZodType<Value>): Value {
  if (!/^application\/json/i.test(incoming.headers.get('content-type') ?? ''))
    return refuse(400, 1, 'Invalid request: Content-Type must be application/json');
  return parsed(json(incoming.body), schema);
}

/** The query; a parameter that the schema does not know is refused. */
export function queryOf<Value>(incoming: Incoming, schema: z.ZodType<Value>): Value {
  return parsed(Object.fromEntries(incoming.query), schema);
}

function parsed<Value>(given: unknown, schema: z.ZodType<Value>): Value {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  return refuse(400, 1, `Invalid request: ${issue?.path.join('.') || 'body'}: ${issue?.message}`);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse(400, 1, 'Invalid request: the body is not JSON');
  }
}
