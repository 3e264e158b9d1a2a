import type { MediumFacts } from './post-draft.ts';
import type { MediaRule } from './profile.ts';

/** The types that an image can be re-encoded as; the first that a channel takes is chosen. */
const fittedTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
type FittedType = (typeof fittedTypes)[number];

/** As what an image is re-encoded for a channel, and how many bytes it may have then. */
export type Fit = { mimeType: FittedType; maxBytes: number | null };

/** What an image needs to pass a rule: null where it passes as it is, or where no other encoding would help. */
export function fitOf(
  { kind, mimeType, bytes }: Pick<MediumFacts, 'kind' | 'mimeType' | 'bytes'>,
  { mimeTypes, maxBytes }: Pick<MediaRule, 'mimeTypes' | 'maxBytes'>,
): Fit | null {
  if (kind !== 'IMAGE') return null;
  const isTaken = mimeTypes.includes(mimeType);
  if (isTaken && (maxBytes === null || bytes <= maxBytes)) return null;
  const order = isTaken ? smallerThan(mimeType) : fittedTypes;
  const chosen = order.find((type) => mimeTypes.includes(type));
  return chosen === undefined ? null : { mimeType: chosen, maxBytes };
}

/** The same format, where it gets smaller by itself. A PNG would lose pixels; a WebP keeps them, and what is transparent. */
function smallerThan(mimeType: string): readonly FittedType[] {
  if (mimeType === 'image/png') return ['image/webp', 'image/png'];
  return [...fittedTypes.filter((type) => type === mimeType), ...fittedTypes];
}
