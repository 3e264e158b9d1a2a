import { expect, test } from 'vitest';
import type { Profile } from '../../src/domain/profile.ts';

/** Named samples and their lengths, as the network counts them. */
export type Samples = Readonly<Record<string, readonly [text: string, length: number]>>;

/** Counts each sample, then fills the channel's first limit with it: to the last place, and one beyond. */
export function countAtLimit({ textLimits, textLength }: Profile, samples: Samples): void {
  const [limit] = textLimits;
  if (limit === undefined) throw new Error('The channel has no text limit.');
  const { max, unit } = limit;
  test.for(Object.entries(samples))('counts %s, up to the limit and one beyond', ([, [text, length]]) => {
    expect(textLength(text, unit)).toBe(length);
    const full = text.repeat(Math.floor(max / length)) + 'a'.repeat(max % length);
    expect(textLength(full, unit)).toBe(max);
    expect(textLength(`${full}a`, unit)).toBe(max + 1);
  });
  test('counts nothing as nothing', () => expect(textLength('', unit)).toBe(0));
}
