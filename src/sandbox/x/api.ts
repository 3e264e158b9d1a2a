import type { z } from 'zod';
import { type Answer, type Incoming, Refused } from '../network.ts';

const PROBLEM = { 'content-type': 'application/problem+json' };
const INVALID = {
  title: 'Invalid Request',
  detail: 'One or more parameters to your request was invalid.',
  type: 'https://api.twitter.com/2/problems/invalid-request',
};

/** An error as X writes it. https://docs.x.com/x-api/fundamentals/response-codes-and-errors */
export function problem(status: number, title: string, detail = title): Answer {
  return { status, headers: PROBLEM, body: { title, detail, type: 'about:blank', status } };
}

/** Ends an operation with an error that has no type of its own. */
export function refuse(status: number, title: string, detail = title): never {
  throw new Refused(problem(status, title, detail));
}

/** Ends an operation whose parameters are wrong, with what is wrong with each. */
export function invalid(message: string, parameters: Record<string, string[]> = {}): never {
  throw new Refused({ status: 400, headers: PROBLEM, body: { errors: [{ parameters, message }], ...INVALID } });
}

/** Ends an operation on something that is not there, or not the caller's. */
export function notFound(kind: string, id: string): never {
  const title = 'Not Found Error';
  const detail = `Could not find ${kind} with id: [${id}].`;
  const type = 'https://api.twitter.com/2/problems/resource-not-found';
  const body = { title, detail, type, resource_type: kind, resource_id: id, parameter: 'id', value: id };
  throw new Refused({ status: 404, headers: PROBLEM, body });
}

/** A body of JSON; what the schema does not know is refused. */
export function jsonBody<Value>(incoming: Incoming, schema: z.ZodType<Value>): Value {
  const encoding = incoming.headers.get('content-type')?.split(';')[0]?.trim();
  if (encoding !== 'application/json') return invalid('Request body must be a JSON object.');
  return parsed(schema, json(incoming.body));
}

/** The query; a parameter that the schema does not know is refused. */
export function queryOf<Value>(incoming: Incoming, schema: z.ZodType<Value>): Value {
  return parsed(schema, Object.fromEntries(incoming.query));
}

export function parsed<Value>(schema: z.ZodType<Value>, given: unknown): Value {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  return invalid(result.error.issues.map(sentence).join(' '));
}

function sentence(issue: z.core.$ZodIssue): string {
  const where = ['$', ...issue.path].join('.');
  if (issue.code === 'unrecognized_keys')
    return issue.keys
      .map((key) => `${where}.${key}: is not defined in the schema and the schema does not allow additional properties`)
      .join(' ');
  return `${where}: ${issue.message}`;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return invalid('Request body must be a JSON object.');
  }
}
