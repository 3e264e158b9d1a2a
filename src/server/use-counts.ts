import { type ExecutionArgs, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Counts } from '../metrics/create-counts.ts';

/** Counts operations that are let through: the last of the plugins. */
export function useCounts(counts: Counts): Plugin {
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const type = typeOf(args);
      setExecuteFn((given: ExecutionArgs) => counts.operation(type, () => executeFn(given)));
    },
    onSubscribe() {
      counts.subscribed();
    },
  };
}

function typeOf({ document, operationName }: ExecutionArgs): 'query' | 'mutation' {
  return getOperationAST(document, operationName)?.operation === 'mutation' ? 'mutation' : 'query';
}
