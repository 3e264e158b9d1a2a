import type { AddressGuard } from './address-guard.ts';
import { shownUrl } from './fetch-refused.ts';

const maxUrlLength = 2_048;
const ports = new Set(['', '80', '443']);

/** Why a file is not fetched from a URL as it is written, in a sentence, or null. It looks up no name. */
export function refusalOfFileUrl(guard: AddressGuard, text: string): string | null {
  if (text.length > maxUrlLength)
    return `A URL has at most ${maxUrlLength} characters; this one has ${text.length}. Give a shorter one.`;
  const refusal = guard.refusalOfUrl(text);
  if (refusal !== null) return refusal;
  const { origin, port } = new URL(text);
  if (ports.has(port) || guard.trusts(origin)) return null;
  return `${shownUrl(text)} names port ${port}; files are fetched from ports 80 and 443 alone. Give an address without a port.`;
}
