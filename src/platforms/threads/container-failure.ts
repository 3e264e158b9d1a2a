import type { ContainerFailure } from '../prepare-container.ts';

/** https://developers.facebook.com/docs/threads/troubleshooting names the errors; one that is spelt INVALID_… is of the file. */
export function containerFailure(error: string | null): ContainerFailure {
  const words = error === null ? '' : `: ${error}`;
  if (error?.startsWith('FAILED_DOWNLOADING'))
    return { kind: 'media_fetch_failed', message: `Threads could not fetch a medium${words}.`, isForGood: false };
  const isForGood = error?.startsWith('INVALID_') === true;
  return { kind: 'media_rejected', message: `Threads could not process a medium${words}.`, isForGood };
}
