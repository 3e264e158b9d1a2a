import { randomBytes } from 'node:crypto';

/** Eighteen digits: as text it is whole, as a number it would not be. */
export function newId(): string {
  return String(100_000_000_000_000_000n + (randomBytes(8).readBigUInt64BE() % 800_000_000_000_000_000n));
}
