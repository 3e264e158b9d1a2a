import type { FetchFile } from '../network/fetch-file.ts';
import { FetchRefused, shownUrl } from '../network/fetch-refused.ts';
import { MediaProblem } from './media-problem.ts';
import type { MediaStorage } from './storage.ts';
import { type KeptFile, takeIn } from './take-in.ts';

/** Media that a caller names by URL. */
export type MediaByUrl = {
  /** Why a URL is not fetched as it is written, in a sentence, or null. Looks up and fetches nothing. */
  refusalOf(url: string): string | null;
  /** Fetches a file and takes it in. Throws MediaProblem with why not; nothing is kept then. */
  take(url: string): Promise<KeptFile>;
};

type Options = {
  fetchFile: FetchFile;
  refusalOf: MediaByUrl['refusalOf'];
  storage: MediaStorage;
  maxBytes: number;
};

/** Media by URL, fetched through the guard. */
export function createMediaByUrl({ fetchFile, refusalOf, storage, maxBytes }: Options): MediaByUrl {
  return {
    refusalOf,
    async take(url) {
      try {
        using file = await fetchFile(url, { maxBytes });
        return await takeIn(storage, file.body, { maxBytes });
      } catch (error) {
        throw asProblem(url, error);
      }
    },
  };
}

function asProblem(url: string, error: unknown): unknown {
  if (error instanceof MediaProblem)
    return new MediaProblem(error.code, `${shownUrl(url)} is not taken. ${error.message}`, error.passed);
  if (!(error instanceof FetchRefused)) return error;
  return new MediaProblem(error.passed ? 'TOO_LARGE' : 'MEDIA_FETCH_FAILED', error.message, error.passed);
}

/** The name that a URL's path ends with; empty where it ends with none. */
export function filenameIn(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
