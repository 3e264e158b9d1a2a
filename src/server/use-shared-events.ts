import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, execute } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Context } from '../../schema/context.ts';
import type { EventText } from '../events/backlog.ts';
import { createEventGroups, type Subscriber } from '../events/event-groups.ts';
import type { EventReader } from '../events/event-reader.ts';
import { createContext } from './create-context.ts';
import { likenessOf } from './likeness.ts';
import { maskError, resultForSocket } from './mask-error.ts';
import type { ServerDeps } from './server-deps.ts';

/** An event's result as it was written for all who get it. Yoga calls `stringify` in JSON.stringify's stead. */
export type WrittenResult = ExecutionResult & { stringify(): string };

type Mask = ReturnType<typeof maskError>;

/** Runs subscriptions, in place of the engine: the last of the plugins, since none is asked after it. */
export function useSharedEvents(deps: ServerDeps): Plugin {
  const groups = createEventGroups();
  const mask = maskError(deps.log);

  async function subscribe(args: ExecutionArgs) {
    const source = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in source)) return { errors: source.errors?.map(mask) ?? [] };
    // What the one subscription field resolves to: see queries/post-events.ts.
    const reader = source as EventReader;
    const { actor } = args.contextValue as Context;
    const key = likenessOf(args, actor);
    return resultsOf(groups.follow({ key, reader, write: writer(args, actor) }), mask);
  }

  function writer(args: ExecutionArgs, actor: Context['actor']): Subscriber['write'] {
    const { schema, document, operationName, variableValues } = args;
    const operation = { schema, document, operationName, variableValues };
    return (events) => {
      const contextValue = createContext(deps, actor);
      return Promise.all(
        events.map(async (event) => {
          const result = await execute({ ...operation, contextValue, rootValue: event });
          const shown = { ...result, errors: result.errors?.map(mask) };
          return { seq: event.seq, text: JSON.stringify(resultForSocket(shown)) };
        }),
      );
    };
  }

  return {
    async onSubscribe({ args, setResultAndStopExecution }) {
      setResultAndStopExecution(await subscribe(args));
    },
  };
}

function resultsOf(texts: AsyncGenerator<EventText, void, undefined>, mask: Mask) {
  const results: AsyncGenerator<WrittenResult, void, undefined> = {
    next: () => texts.next().then(resultOf, fail),
    return: (value) => texts.return(value).then(resultOf, fail),
    throw: (error) => texts.throw(error).then(resultOf, fail),
    [Symbol.asyncIterator]: () => results,
    [Symbol.asyncDispose]: () => texts[Symbol.asyncDispose](),
  };
  return results;

  function fail(error: unknown): never {
    throw mask(error);
  }
}

function resultOf({ done, value }: IteratorResult<EventText, void>): IteratorResult<WrittenResult, void> {
  if (done || value === undefined) return { done: true, value: undefined };
  return { done: false, value: { stringify: () => value.text } };
}
