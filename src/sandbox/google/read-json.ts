import type { z } from 'zod';
import type { Incoming } from '../network.ts';
import { refuse } from './error.ts';

/** A body of JSON; a name that the schema does not know is refused, as Google's APIs do. */
export function readJson<Value>({ body }: Incoming, schema: z.ZodType<Value>): Value {
  const parsed = schema.safeParse(json(body));
  if (parsed.success) return parsed.data;
  return invalid(`Invalid JSON payload received. ${parsed.error.issues.map(sentence).join(' ')}`);
}

/** The query; a parameter that the schema does not know is refused. */
export function readQuery<Value>({ query }: Incoming, schema: z.ZodType<Value>): Value {
  const parsed = schema.safeParse(Object.fromEntries(query));
  return parsed.success ? parsed.data : invalid(parsed.error.issues.map(sentence).join(' '));
}

function sentence(issue: z.core.$ZodIssue): string {
  const where = issue.path.join('.');
  if (issue.code === 'unrecognized_keys')
    return `Unknown name "${issue.keys.join('", "')}"${where === '' ? '' : ` at '${where}'`}: Cannot find field.`;
  return `Invalid value at '${where}': ${issue.message}.`;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return invalid('Invalid JSON payload received.');
  }
}

function invalid(message: string): never {
  return refuse({ code: 400, message, reason: 'badRequest', status: 'INVALID_ARGUMENT' });
}
