import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, execute } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Context } from '../../schema/context.ts';
import type { EventText } from '../events/backlog.ts';
import type { Write } from '../events/event-group.ts';
import { createEventGroups, type EventTexts } from '../events/event-groups.ts';
import type { EventReader } from '../events/event-reader.ts';
import { createContext } from './create-context.ts';
import { likenessOf } from './likeness.ts';
import { maskError, resultForSocket } from './mask-error.ts';
import type { ServerDeps } from './server-deps.ts';

/** An event's result as it was written for all who get it. Yoga calls `stringify` in JSON.stringify's stead. */
export type WrittenResult = EventText & ExecutionResult & { stringify(result: EventText): string };

/** Runs subscriptions, in place of the engine: the last of the plugins, since none is asked after it. */
export function useSharedEvents(deps: ServerDeps): Plugin {
  const mask = maskError(deps.log);
  const groups = createEventGroups<WrittenResult>(mask);

  async function subscribe(args: ExecutionArgs): Promise<EventTexts<WrittenResult> | ExecutionResult> {
    const source = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in source)) return { errors: source.errors?.map(mask) ?? [] };
    // What the one subscription field resolves to: see queries/post-events.ts.
    const reader = source as EventReader;
    const { actor } = args.contextValue as Context;
    return groups.follow({ key: likenessOf(args, actor), reader, write: writer(args, actor) });
  }

  function writer(args: ExecutionArgs, actor: Context['actor']): Write<WrittenResult> {
    const { schema, document, operationName, variableValues } = args;
    const operation = { schema, document, operationName, variableValues };
    return (events) => {
      const contextValue = createContext(deps, actor);
      return Promise.all(
        events.map(async (event) => {
          const result = await execute({ ...operation, contextValue, rootValue: event });
          const shown = { ...result, errors: result.errors?.map(mask) };
          return { seq: event.seq, text: JSON.stringify(resultForSocket(shown)), stringify: textOf };
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

function textOf({ text }: EventText): string {
  return text;
}
