import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { type Answer, type Incoming, Refused } from '../network.ts';

/** What TikTok’s support finds a request by. */
export const logId = (): string => randomBytes(16).toString('hex').toUpperCase();

/** An answer in TikTok's envelope. https://developers.tiktok.com/doc/tiktok-api-v2-error-handling */
export function ok(data: object): Answer {
  return { status: 200, body: { data, error: { code: 'ok', message: '', log_id: logId() } } };
}

/** Post ids have 19 digits and are numbers in TikTok's JSON, which a double cannot hold. */
export function okWithNumbers(data: object, names: readonly string[]): Answer {
  const { body } = ok(data);
  const text = names.reduce(
    (json, name) => json.replace(new RegExp(`("${name}":\\[?)"(\\d+)"`, 'g'), '$1$2'),
    JSON.stringify(body),
  );
  return { status: 200, body: text };
}

export function problem(status: number, code: string, message = code): Answer {
  return { status, body: { data: {}, error: { code, message, log_id: logId() } } };
}

/** Ends an operation with an error. */
export function refuse(status: number, code: string, message?: string): never {
  throw new Refused(problem(status, code, message));
}

/** A body of JSON; what the schema does not know is refused. */
export function jsonBody<Value>(incoming: Incoming, schema: z.ZodType<Value>): Value {
  const type = incoming.headers.get('content-type') ?? '';
  if (!/^application\/json; ?charset=utf-8$/i.test(type))
    return refuse(400, 'invalid_params', 'Content-Type must be application/json; charset=UTF-8');
  const result = schema.safeParse(json(incoming.body));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  return refuse(400, 'invalid_params', `${issue?.path.join('.') || 'body'}: ${issue?.message}`);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse(400, 'invalid_params', 'The request body is not JSON');
  }
}
