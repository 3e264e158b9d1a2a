import type { z } from 'zod';
import { parseJson } from './parse-json.ts';
import { type Call, unexpectedAnswer } from './sort-failure.ts';

/** Reads an answer as what the network documents. An empty one is null. Throws a PlatformFailure that names what was unexpected. */
export function readAnswer<Answer>(text: string, schema: z.ZodType<Answer>, call: Call): Answer {
  const parsed = schema.safeParse(jsonOf(text, call));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? 'it' : `"${issue.path.join('.')}"`;
  throw unexpectedAnswer(`${where} is not as documented (${issue?.message})`, call);
}

function jsonOf(text: string, call: Call): unknown {
  if (text.trim() === '') return null;
  try {
    return parseJson(text);
  } catch {
    throw unexpectedAnswer('it is not JSON', call);
  }
}
