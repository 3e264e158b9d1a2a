import type { EventTexts } from '../events/event-groups.ts';
import type { WrittenResult } from './use-shared-events.ts';

type Operation = { id: string; send: (message: string) => Promise<void> };

/**
 * Sends a subscription's results, each when the one before is sent. What is given back ends as they do and has no items: graphql-ws
 * would write each of them anew.
 */
export function sendResults(
  results: EventTexts<WrittenResult>,
  { id, send }: Operation,
): AsyncIterableIterator<never, undefined> {
  return {
    async next() {
      for (let step = await results.next(); !step.done; step = await results.next())
        await send(`{"id":${JSON.stringify(id)},"type":"next","payload":${step.value.text}}`);
      return { done: true, value: undefined };
    },
    return: results.return,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
