import { AddressRefused } from './address-guard.ts';

type Passed = { limit: number; actual: number; unit: 'bytes' };

/** A file that was not fetched, with a sentence that a person can act on. It tells nothing of what is behind the URL's name. */
export class FetchRefused extends Error {
  override readonly name = 'FetchRefused';
  /** The cap, where the file passes it. */
  readonly passed: Passed | null;

  constructor(message: string, passed: Passed | null = null) {
    super(message);
    this.passed = passed;
  }
}

const maxShown = 200;

/** A URL as sentences name it: in quotes, and not at any length. */
export function shownUrl(url: string): string {
  return `"${url.length > maxShown ? `${url.slice(0, maxShown)}…` : url}"`;
}

const open = 'Check that it opens in a browser in which you are not logged in.';
const notPublic = 'leads to an address that is not on the public internet. Give one that everyone can reach.';
const tooSlow = 'does not answer in time. Try again later, or upload the file itself.';
const stopped = 'stopped sending before the file was whole. Try again later, or upload the file itself.';
const unknownName = 'names a server that does not exist. Check how it is spelled.';

/** Codes of Node and undici: https://nodejs.org/api/errors.html#nodejs-error-codes, undici's docs/api/Errors.md. */
const predicates: Readonly<Record<string, string>> = {
  ENOTFOUND: unknownName,
  EAI_AGAIN: unknownName,
  UND_ERR_CONNECT_TIMEOUT: tooSlow,
  UND_ERR_HEADERS_TIMEOUT: tooSlow,
  UND_ERR_BODY_TIMEOUT: stopped,
};

/** Says why a request for a URL failed. */
export function fetchFailure(url: string, error: unknown): FetchRefused {
  if (error instanceof FetchRefused) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = error instanceof AddressRefused ? notPublic : predicates[code];
  return new FetchRefused(`${shownUrl(url)} ${known ?? `cannot be fetched: the connection failed. ${open}`}`);
}

export function answeredOther(url: string, status: number): FetchRefused {
  return new FetchRefused(`${shownUrl(url)} answers with status ${status} and not with a file. ${open}`);
}

export function encoded(url: string, encoding: string): FetchRefused {
  const message = `${shownUrl(url)} is sent compressed (${encoding.slice(0, 20)}), though it was asked for as it is. Upload the file itself.`;
  return new FetchRefused(message);
}

export function redirected(url: string, why: 'elsewhere' | 'too often'): FetchRefused {
  const what =
    why === 'elsewhere' ? 'redirects to an address that Postern does not fetch from' : 'redirects too many times';
  return new FetchRefused(`${shownUrl(url)} ${what}. Give the address of the file itself.`);
}

export function tookTooLong(url: string, ms: number): FetchRefused {
  const message = `${shownUrl(url)} was not whole after ${ms / 1000} seconds. Try again later, or upload the file itself.`;
  return new FetchRefused(message);
}

export function tooLarge(url: string, { limit, actual }: { limit: number; actual: number }): FetchRefused {
  const message = `${shownUrl(url)} has more than ${limit} bytes, which is the most that Postern fetches here. Give a smaller file.`;
  return new FetchRefused(message, { limit, actual, unit: 'bytes' });
}
