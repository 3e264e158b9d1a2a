import { GraphQLError } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { z } from 'zod';
import { isMultipart } from './cap-body.ts';

const json = z.string().transform((text, { issues, value }) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    issues.push({ code: 'custom', input: value, message: 'is no JSON' });
    return z.NEVER;
  }
});

const operations = json.pipe(
  z.looseObject({ query: z.string().optional(), variables: z.record(z.string(), z.json()).nullish() }),
);
const map = json.pipe(z.record(z.string(), z.array(z.string())));

/** Reads GraphQL multipart requests. Yoga's own reader fails on much that it does not expect. */
export function useMultipart(): Plugin {
  return {
    onRequestParse({ request, setRequestParser }) {
      if (request.method === 'POST' && isMultipart(request.headers.get('content-type')))
        setRequestParser(readMultipart);
    },
  };
}

async function readMultipart(request: Request): Promise<GraphQLParams> {
  const form = await request
    .formData()
    .catch(() => refuse('The form cannot be read. Send multipart/form-data with its boundary.'));
  const params = parsed(form, 'operations', operations);
  for (const [name, paths] of Object.entries(parsed(form, 'map', map))) {
    const file = form.get(name);
    if (file === null || typeof file === 'string') refuse(`The form has no file "${name}", which map names.`);
    for (const path of paths) place(params, path.split('.'), file);
  }
  return params as GraphQLParams;
}

function parsed<Value>(form: FormData, name: string, schema: z.ZodType<Value>): Value {
  const { data, success } = schema.safeParse(form.get(name));
  if (!success) refuse(`The form's field "${name}" is not as the GraphQL multipart request specification has it.`);
  return data;
}

/** Puts a file where operations has null for it. */
function place(target: unknown, [key = '', ...rest]: string[], file: unknown): void {
  const known = typeof target === 'object' && target !== null && Object.hasOwn(target, key);
  if (!known) refuse(`map names a place that operations does not have: "${key}".`);
  const holder = target as Record<string, unknown>;
  if (rest.length > 0) place(holder[key], rest, file);
  else if (holder[key] === null) holder[key] = file;
  else refuse(`operations has something else than null where map puts a file: "${key}".`);
}

function refuse(message: string): never {
  throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
}
