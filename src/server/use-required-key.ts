import { type ExecutionArgs, type GraphQLError, getOperationAST, Kind } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { unauthenticated } from './authenticate.ts';

/** Without a key only the schema can be read, which is public: it is what GraphiQL and code generators ask for. Data needs a key. */
export function useRequiredKey(): Plugin {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      if (mayRun(args)) return;
      setResultAndStopExecution({ errors: [missingKey()] });
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      if (mayRun(args)) return;
      setResultAndStopExecution({ errors: [missingKey()] });
    },
  };
}

function mayRun({ contextValue, document, operationName }: ExecutionArgs): boolean {
  if ((contextValue as { actor: unknown }).actor !== null) return true;
  const operation = getOperationAST(document, operationName);
  if (!operation) return true;
  return operation.selectionSet.selections.every(
    (selection) => selection.kind === Kind.FIELD && selection.name.value.startsWith('__'),
  );
}

/** The answer to a caller without a key. */
export function missingKey(): GraphQLError {
  return unauthenticated('This needs an API key. Send it as "Authorization: Bearer <key>".');
}
