import { mediaUrlUnit } from './check-media-urls.ts';
import type { CheckedPost } from './check-post.ts';
import type { UserError, UserErrorCode, Warning } from './refusal.ts';

/** What a draft can be saved with: it is complete in form, and lacks or exceeds something. */
const incomplete: ReadonlySet<UserErrorCode> = new Set<UserErrorCode>([
  'REQUIRED',
  'TOO_LONG',
  'TOO_MANY',
  'TOO_FEW',
  'TOO_LARGE',
  'UNSUPPORTED_TYPE',
  'REPLIES_UNSUPPORTED',
  'MEDIA_REQUIRED',
  'MEDIA_UNSUPPORTED',
  'OPTION_REQUIRED',
  'OPTION_INVALID',
]);

/** A draft's media are stored with it, so even then no more URLs are fetched. */
function canBeSaved({ code, unit }: UserError): boolean {
  return incomplete.has(code) && unit !== mediaUrlUnit;
}

/** Turns what a draft lacks into warnings. What cannot be saved at all stays an error; publishing and scheduling let nothing pass. */
export function allowIncomplete(checked: CheckedPost): CheckedPost {
  if (checked.timing.start !== 'draft') return checked;
  const saved = checked.userErrors.filter(canBeSaved);
  const warnings = saved.map(
    ({ message, path, network, accountId }): Warning => ({
      code: 'INCOMPLETE',
      message,
      path,
      ...(network === undefined ? {} : { network }),
      ...(accountId === undefined ? {} : { accountId }),
    }),
  );
  return {
    ...checked,
    userErrors: checked.userErrors.filter((error) => !canBeSaved(error)),
    warnings: [...checked.warnings, ...warnings],
  };
}
