import type { z } from 'zod';
import { type Answer, type Incoming, Refused } from '../network.ts';

/** An error body as Mastodon writes it. */
export function apiError(status: number, error: string): Answer {
  return { status, body: { error } };
}

/** Ends an operation with an error of the network. */
export function refuse(status: number, error: string): never {
  throw new Refused(apiError(status, error));
}

/** What a record that isn't there, or isn't for this caller's eyes, gets. */
export const notFound = (): never => refuse(404, 'Record not found');

/** What Rails says of a record that doesn't pass: all its problems in one sentence. */
export function invalid(problems: readonly string[]): never {
  return refuse(422, `Validation failed: ${problems.join(', ')}`);
}

/** The parameters of a request out of JSON or a form; unknown ones are dropped, as the real server does. */
export function bodyParams<Value>(incoming: Incoming, schema: z.ZodType<Value>): Value {
  const encoding = incoming.headers.get('content-type')?.split(';')[0]?.trim();
  const parsed = schema.safeParse(encoding === 'application/json' ? json(incoming.body) : form(incoming.body));
  if (parsed.success) return parsed.data;
  return refuse(
    422,
    `Validation failed: ${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join(', ')}`,
  );
}

/** The query of a request, parsed. */
export function queryParams<Value>(incoming: Incoming, schema: z.ZodType<Value>): Value {
  const parsed = schema.safeParse(Object.fromEntries(incoming.query));
  return parsed.success ? parsed.data : refuse(400, 'Bad Request');
}

function json(text: string): unknown {
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch {
    return refuse(400, 'Bad Request');
  }
}

function form(text: string): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  const sent = new URLSearchParams(text);
  for (const key of new Set(sent.keys())) {
    if (key.endsWith('[]')) fields[key.slice(0, -2)] = sent.getAll(key);
    else fields[key] = sent.get(key);
  }
  return fields;
}
