const SORTABLE = '234567abcdefghijklmnopqrstuvwxyz';
const CLOCK_ID_BITS = 10n;
let last = 0n;

/** A timestamp identifier that is later than every one before it (https://atproto.com/specs/tid). */
export function nextTid(now: Date): string {
  const micros = BigInt(now.getTime()) * 1000n;
  last = micros > last ? micros : last + 1n;
  let rest = last << CLOCK_ID_BITS;
  let text = '';
  for (let index = 0; index < 13; index += 1) {
    text = `${SORTABLE[Number(rest & 31n)]}${text}`;
    rest >>= 5n;
  }
  return text;
}

/** True for the syntax of a timestamp identifier. */
export function isTid(text: string): boolean {
  return /^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/.test(text);
}
