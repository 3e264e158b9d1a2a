import type { z } from 'zod';
import type { Incoming, SentFile } from '../network.ts';
import { badParameter, refuse } from './error.ts';

/** The parameters of a request: the query's, and the body's as JSON or a form. What is no text in a form is written as JSON there. */
export function parameters<Value>(incoming: Incoming, schema: z.ZodType<Value>): Value {
  const parsed = schema.safeParse(sent(incoming));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = issue?.path.join('.') ?? '';
  const isMissing = issue?.code === 'invalid_type' && issue.input === undefined;
  return badParameter(isMissing ? `The parameter ${name} is required` : `Param ${name}: ${issue?.message}`);
}

/** Whether a request is of a phase of an upload. */
export function isPhase(incoming: Incoming, phase: string): boolean {
  return sent(incoming).upload_phase === phase;
}

/** A parameter that a form writes as JSON. */
export function orJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** A file of a form. */
export function fileIn({ parts }: Incoming, name: string): SentFile | null {
  const part = parts.find((one) => one.name === name);
  return part !== undefined && 'file' in part ? part.file : null;
}

/** The token of a request, in its header or among its parameters. */
export function tokenIn(incoming: Incoming): string | null {
  const header = /^(?:oauth|bearer) (\S+)$/i.exec(incoming.headers.get('authorization') ?? '')?.[1];
  const parameter = sent(incoming).access_token;
  return header ?? (typeof parameter === 'string' ? parameter : null);
}

function sent(incoming: Incoming): Record<string, unknown> {
  const { query, parts } = incoming;
  const values = parts.flatMap((part) => ('value' in part ? [[part.name, part.value] as const] : []));
  return { ...Object.fromEntries(query), ...Object.fromEntries(values), ...body(incoming) };
}

function body({ headers, body: text }: Incoming): Record<string, unknown> {
  const type = headers.get('content-type') ?? '';
  if (/x-www-form-urlencoded/i.test(type)) return Object.fromEntries(new URLSearchParams(text));
  if (!/json/i.test(type) || text === '') return {};
  const value = orJson(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  return refuse({ message: 'The request’s body is no JSON object.', code: 100 });
}
