import type { z } from 'zod';
import { type Answer, type Incoming, Refused } from '../network.ts';

type InputError = { code: string; description: string; fieldPath: string };

type ApiError = {
  status: number;
  code: string;
  message: string;
  serviceErrorCode?: number;
  inputErrors?: readonly InputError[];
};

/** An error body as LinkedIn writes it. https://learn.microsoft.com/en-us/linkedin/marketing/error-handling */
export function apiError({ inputErrors, ...error }: ApiError): Answer {
  if (inputErrors === undefined) return { status: error.status, body: error };
  const told = inputErrors.map(({ code, description, fieldPath }) => ({
    code,
    description,
    input: { inputPath: { fieldPath } },
  }));
  const errorDetailType = 'com.linkedin.common.error.BadRequest';
  return { status: error.status, body: { ...error, errorDetailType, errorDetails: { inputErrors: told } } };
}

/** Ends an operation with an error of the network. */
export function refuse(error: ApiError): never {
  throw new Refused(apiError(error));
}

/** Ends an operation because of one field. */
export function refuseField(fieldPath: string, code: string, description: string): never {
  const message = `Field Value validation failed in REQUEST_BODY: Data Processing Exception while processing fields [${fieldPath}]`;
  return refuse({ status: 400, code, message, inputErrors: [{ code, description, fieldPath }] });
}

/** What is not there. */
export function notFound(what: string): never {
  return refuse({ status: 404, code: 'RESOURCE_NOT_FOUND', message: `Could not find ${what}` });
}

/** A body of JSON in the form that an operation takes, without anything else in it. */
export function bodyOf<Value>({ body }: Incoming, schema: z.ZodType<Value>): Value {
  const parsed = schema.safeParse(json(body));
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues.map((issue) => `${sentence(issue)}\n`).join('');
  return refuse({ status: 422, code: 'UNPROCESSABLE_ENTITY', message });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse({ status: 400, code: 'ILLEGAL_ARGUMENT', message: 'The request body is not valid JSON' });
  }
}

/** As https://github.com/linkedin/rest.li validates data against its schema. */
function sentence(issue: z.core.$ZodIssue): string {
  const path = issue.path.map((part) => `/${String(part)}`).join('');
  if (issue.code === 'unrecognized_keys')
    return `ERROR :: ${path}/${issue.keys[0]} :: unrecognized field found but not allowed`;
  if (issue.code === 'invalid_type' && issue.message.includes('received undefined'))
    return `ERROR :: ${path} :: field is required but not found and has no default value`;
  return `ERROR :: ${path} :: ${issue.message}`;
}
