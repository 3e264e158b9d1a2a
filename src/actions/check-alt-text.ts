import type { UserError } from '../domain/refusal.ts';

const limit = 10_000;

/** Networks have limits of their own, all below this one. */
export function checkAltText(altText: string | null): UserError[] {
  const actual = altText?.length ?? 0;
  if (actual <= limit) return [];
  const message = `An alt text has at most ${limit} characters; this one has ${actual}. Shorten it by ${actual - limit}.`;
  return [{ code: 'TOO_LONG', message, path: ['input', 'altText'], limit, actual, unit: 'UTF16_UNITS' }];
}
