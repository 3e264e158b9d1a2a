import type { MediumFacts } from './post-draft.ts';
import type { MediaRule, Sides } from './profile.ts';

/** The types that an image can be re-encoded as; the first that a channel takes is chosen. */
const fittedTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
type FittedType = (typeof fittedTypes)[number];

/** As what an image is re-encoded for a channel, and how many bytes and pixels it may have then. */
export type Fit = { mimeType: FittedType; maxBytes: number | null; maxSides?: Sides };

type Image = Pick<MediumFacts, 'kind' | 'mimeType' | 'bytes' | 'width' | 'height'>;
type Rule = Pick<MediaRule, 'mimeTypes' | 'maxBytes' | 'maxSides'>;

/** What an image needs to pass a rule: null where it passes as it is, or where no other encoding would help. */
export function fitOf(image: Image, rule: Rule): Fit | null {
  const { kind, mimeType } = image;
  const { mimeTypes, maxBytes, maxSides } = rule;
  if (kind !== 'IMAGE') return null;
  const isTaken = mimeTypes.includes(mimeType);
  if (isTaken && !hasTooManyBytes(image, rule) && !hasTooManyPixels(image, rule)) return null;
  const order = isTaken ? smallerThan(mimeType) : fittedTypes;
  const chosen = order.find((type) => mimeTypes.includes(type));
  return chosen === undefined ? null : { mimeType: chosen, maxBytes, ...(maxSides === null ? {} : { maxSides }) };
}

export function hasTooManyBytes({ bytes }: Pick<Image, 'bytes'>, { maxBytes }: Pick<Rule, 'maxBytes'>): boolean {
  return maxBytes !== null && bytes > maxBytes;
}

function hasTooManyPixels({ width, height }: Image, { maxSides }: Rule): boolean {
  if (maxSides === null || width === null || height === null) return false;
  return Math.min(width, height) > maxSides.short || Math.max(width, height) > maxSides.long;
}

/** The same format, where it gets smaller by itself. A PNG would lose pixels; a WebP keeps them, and what is transparent. */
function smallerThan(mimeType: string): readonly FittedType[] {
  if (mimeType === 'image/png') return ['image/webp', 'image/png'];
  return [...fittedTypes.filter((type) => type === mimeType), ...fittedTypes];
}
