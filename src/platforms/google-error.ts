import { z } from 'zod';
import type { FailureRow, FailureTable, Refusal } from './failure.ts';

/** https://developers.google.com/my-business/reference/rest/Shared.Types/ValidationError */
const fieldErrorSchema = z.object({ code: z.int().optional(), field: z.string().optional(), message: z.string() });

/** https://developers.google.com/youtube/v3/docs/errors and https://cloud.google.com/apis/design/errors#http_mapping */
const apiErrorSchema = z.object({
  message: z.string(),
  status: z.string().optional(),
  errors: z.array(z.object({ reason: z.string() })).default([]),
  details: z
    .array(z.object({ reason: z.string().optional(), errorDetails: z.array(fieldErrorSchema).default([]) }))
    .default([]),
});

/** https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
const tokenErrorSchema = z.object({ error: z.string(), error_description: z.string().optional() });

type FieldError = z.infer<typeof fieldErrorSchema>;
type GoogleError = { words: string; names: readonly string[]; fields: readonly FieldError[] };

/** What an error of Google's APIs or of its token endpoint says: in words, by the names that it has, and of which fields. */
function readError(body: unknown): GoogleError | null {
  const ofTokens = tokenErrorSchema.safeParse(body).data;
  if (ofTokens !== undefined) {
    const { error, error_description: words = error } = ofTokens;
    return { words, names: [error], fields: [] };
  }
  const ofApi = z.object({ error: apiErrorSchema }).safeParse(body).data?.error;
  if (ofApi === undefined) return null;
  const { message, status, errors, details } = ofApi;
  const fields = details.flatMap(({ errorDetails }) => errorDetails);
  const names = [...errors, ...details].flatMap(({ reason }) => reason ?? []);
  const words = fields.length === 0 ? message : fields.map((field) => field.message).join(' ');
  return { words, names: status === undefined ? names : [...names, status], fields };
}

type Told = {
  /** The reason or the status that names it; any, where none is given. */
  name?: string;
  field?(error: FieldError): boolean;
  hint?: string;
  resetAt?: FailureRow['resetAt'];
};

/** A row for a status, and the name or the field where the status alone does not say enough. */
export function googleAnswer(status: number, kind: FailureRow['kind'], told: Told = {}): FailureRow {
  const { name, field, hint, resetAt } = told;
  const when = (refusal: Refusal): boolean => {
    if (refusal.status !== status) return false;
    const said = readError(refusal.body);
    return (name === undefined || said?.names.includes(name) === true) && (!field || said?.fields.some(field) === true);
  };
  const answer = name === undefined ? String(status) : `${status} ${name}`;
  return { answer, when, kind, ...(hint === undefined ? {} : { hint }), ...(resetAt === undefined ? {} : { resetAt }) };
}

/** Google’s own sentence in an error body. */
export const googleWords: FailureTable['messageIn'] = (body) => readError(body)?.words ?? null;
