import { z } from 'zod';
import type { Budget, FailureRow } from './failure.ts';

const errorSchema = z.object({
  error: z.object({
    message: z.string().optional(),
    code: z.coerce.number().optional(),
    error_subcode: z.coerce.number().optional(),
    is_transient: z.boolean().optional(),
    error_user_title: z.string().nullish(),
    error_user_msg: z.string().nullish(),
  }),
});
type GraphError = z.infer<typeof errorSchema>['error'];

// Before there are tokens, the hosts that give them answer in a shape of their own.
const tokenErrorSchema = z.object({ error_message: z.string() });

type More = Pick<FailureRow, 'hint' | 'happened' | 'resetAt' | 'evidence'>;

function graphErrorIn(body: unknown): GraphError {
  return errorSchema.safeParse(body).data?.error ?? {};
}

/** A row for errors of Meta's Graph APIs, which answer 400 nearly always: the code and the subcode say what it is. */
export function graphRow(
  answer: string,
  kind: FailureRow['kind'],
  { is, ...more }: More & { is(error: GraphError): boolean },
): FailureRow {
  return { answer, kind, when: ({ body }) => is(graphErrorIn(body)), ...more };
}

/** A row for the `error_subcode`s that decide whatever the `code` is. */
export function graphSubcodes(kind: FailureRow['kind'], list: readonly number[], more: More = {}): FailureRow {
  const is = ({ error_subcode: subcode }: GraphError) => subcode !== undefined && list.includes(subcode);
  return graphRow(`error_subcode ${list.join(', ')}`, kind, { is, ...more });
}

export function graphCodes(kind: FailureRow['kind'], list: readonly number[], more: More = {}): FailureRow {
  const is = ({ code }: GraphError) => code !== undefined && list.includes(code);
  return graphRow(`code ${list.join(', ')}`, kind, { is, ...more });
}

/** What an error says to people, where it has words for them. */
export function graphWords(body: unknown): string | null {
  const { error_user_title: title, error_user_msg: words, message } = graphErrorIn(body);
  if (!words) return message ?? tokenErrorSchema.safeParse(body).data?.error_message ?? null;
  return title ? `${title.replace(/\.$/, '')}: ${words}` : words;
}

const MINUTE_MS = 60_000;
const usageSchema = z.record(z.string(), z.array(z.object({ estimated_time_to_regain_access: z.number().optional() })));

/** When the next call is taken, by the header that says it in minutes. https://developers.facebook.com/docs/graph-api/overview/rate-limiting#headers-2 */
export function graphResetAt(headers: Headers, now: Date): Date | null {
  const minutes = minutesIn(headers);
  return minutes === 0 ? null : new Date(now.getTime() + minutes * MINUTE_MS);
}

/** An account that is limited is told so with every answer. */
export const graphBudget: Budget = { covers: 'account', isSpent: (headers) => minutesIn(headers) > 0 };

function minutesIn(headers: Headers): number {
  const usage = usageSchema.safeParse(parsed(headers.get('x-business-use-case-usage')));
  const uses = usage.success ? Object.values(usage.data).flat() : [];
  return Math.max(0, ...uses.map(({ estimated_time_to_regain_access: time = 0 }) => time));
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
