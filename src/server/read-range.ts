import type { ByteRange } from '../media/storage.ts';

const pattern = /^bytes=(\d{0,15})-(\d{0,15})$/i;

/** The part that a Range header asks for; null for the whole, which also answers headers that are malformed or ask for several parts. */
export function readRange(header: string | undefined, bytes: number): ByteRange | 'unsatisfiable' | null {
  const [, from = '', to = ''] = pattern.exec(header ?? '') ?? [];
  if (from === '' && to === '') return null;
  if (from === '') return suffix(Number(to), bytes);
  const first = Number(from);
  const last = to === '' ? bytes - 1 : Number(to);
  if (last < first && to !== '') return null;
  return first >= bytes ? 'unsatisfiable' : { first, last: Math.min(last, bytes - 1) };
}

function suffix(length: number, bytes: number): ByteRange | 'unsatisfiable' {
  return length === 0 || bytes === 0 ? 'unsatisfiable' : { first: Math.max(0, bytes - length), last: bytes - 1 };
}
