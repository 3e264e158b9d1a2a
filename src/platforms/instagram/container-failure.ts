import type { ContainerFailure } from '../prepare-container.ts';
import { fetchSubcodes, fileSubcodes } from './subcodes.ts';

/** The words of a container's status end in a subcode: "Error: Media upload has failed with error code 2207026". */
export function containerFailure(error: string | null): ContainerFailure {
  const subcode = Number(/\b22\d{5}\b/.exec(error ?? '')?.[0]);
  const words = error === null ? '' : `: ${error.replace(/^Error: /, '').replace(/\.$/, '')}`;
  if (fetchSubcodes.includes(subcode))
    return { kind: 'media_fetch_failed', message: `Instagram could not fetch a medium${words}.`, isForGood: false };
  const message = `Instagram could not process a medium${words}.`;
  return { kind: 'media_rejected', message, isForGood: fileSubcodes.includes(subcode) };
}
