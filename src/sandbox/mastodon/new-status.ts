import { z } from 'zod';
import { MINUTE } from '../limits.ts';
import { invalid, refuse } from './api.ts';
import type { Status } from './statuses.ts';
import { countedLength } from './text.ts';

export const MAX_CHARACTERS = 500;
export const MAX_MEDIA = 4;
const MIN_AHEAD_MS = 5 * MINUTE;

const text = z.union([z.string(), z.number().transform(String)]).nullish();
/** Rails' idea of a truth in a form. */
const flag = z
  .union([z.boolean(), z.string(), z.number()])
  .nullish()
  .transform((value) => ![false, null, undefined, '', '0', 0, 'f', 'false', 'off'].includes(value));

export const newStatusSchema = z.object({
  status: text,
  in_reply_to_id: text,
  media_ids: z.array(z.union([z.string(), z.number().transform(String)])).nullish(),
  poll: z.unknown().optional(),
  sensitive: flag,
  spoiler_text: text,
  visibility: z.string().nullish(),
  language: z.string().nullish(),
  scheduled_at: z.string().nullish(),
});
export type NewStatus = z.infer<typeof newStatusSchema>;

/** What a status that passed is made of. */
export type Draft = Pick<Status, 'text' | 'spoilerText' | 'sensitive' | 'visibility' | 'language' | 'mediaIds'>;

const visibilities = ['public', 'unlisted', 'private', 'direct'] as const;

/** Checks a new status as the server does, all problems at once. */
export function checkNewStatus(params: NewStatus): Draft {
  const mediaIds = params.media_ids ?? [];
  if (mediaIds.length > MAX_MEDIA) refuse(422, `Cannot attach more than ${MAX_MEDIA} files`);
  if (params.poll !== undefined && params.poll !== null) refuse(422, 'Validation failed: the sandbox has no polls');
  // The real server moves a warning without a text into the text.
  const [content, spoiler] = blank(params.status)
    ? [params.spoiler_text ?? '', '']
    : [params.status ?? '', params.spoiler_text ?? ''];
  const visibility = visibilities.find((name) => name === (blank(params.visibility) ? 'public' : params.visibility));
  const problems = [
    ...(blank(content) && mediaIds.length === 0 ? ["Text can't be blank"] : []),
    ...(countedLength(content, spoiler) > MAX_CHARACTERS ? [`Text character limit of ${MAX_CHARACTERS} exceeded`] : []),
    ...(visibility === undefined ? ['Visibility is not included in the list'] : []),
  ];
  if (problems.length > 0 || visibility === undefined) return invalid(problems);
  return {
    text: content,
    spoilerText: spoiler,
    sensitive: params.sensitive || !blank(spoiler),
    visibility,
    language: languageOf(params.language),
    mediaIds,
  };
}

/** When the status is to appear, or null for now: a time that is over is now. */
export function scheduledTime(params: NewStatus, now: Date): Date | null {
  if (blank(params.scheduled_at)) return null;
  const at = new Date(params.scheduled_at ?? '');
  if (Number.isNaN(at.getTime())) refuse(422, 'invalid date');
  if (at <= now) return null;
  if (at.getTime() - now.getTime() < MIN_AHEAD_MS) invalid(['Scheduled at date must be in the future']);
  return at;
}

// A language that isn't known is no error there: the account's own takes its place.
function languageOf(language: string | null | undefined): string {
  return language !== null && language !== undefined && /^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(language)
    ? language
    : 'en';
}

function blank(value: string | null | undefined): boolean {
  return value === null || value === undefined || value.trim() === '';
}
