import type { WrittenResult } from './use-shared-events.ts';

/** What `useSharedEvents` gives of a subscription. */
export type SharedResults = AsyncGenerator<WrittenResult, void, undefined>;
type Operation = { id: string; send: (message: string) => Promise<void> };

/**
 * Sends a subscription's results, each when the one before is sent. What is given back ends as they do and has no items: graphql-ws
 * would write each of them anew.
 */
export function sendResults(results: SharedResults, { id, send }: Operation): AsyncGenerator<never, void, undefined> {
  const beginning = `{"id":${JSON.stringify(id)},"type":"next","payload":`;

  async function sendAll(): Promise<IteratorReturnResult<void>> {
    for await (const result of results) await send(`${beginning}${result.stringify()}}`);
    return ended();
  }

  const end: AsyncGenerator<never, void, undefined> = {
    next: sendAll,
    return: () => results.return().then(ended),
    throw: (error) => results.throw(error).then(ended),
    [Symbol.asyncIterator]: () => end,
    [Symbol.asyncDispose]: () => results[Symbol.asyncDispose](),
  };
  return end;
}

function ended(): IteratorReturnResult<void> {
  return { done: true, value: undefined };
}
