import { type DocumentNode, type ExecutionArgs, type ExecutionResult, getVariableValues, Kind } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Plugin } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';

/** Compiling takes longer than running once: only what comes again is compiled. */
const timesUncompiled = 2;
/** Compiling takes 20 ms for so many. */
const maxTokens = 1_000;

const maxBytes = 16 * 1024 ** 2;
// What V8 keeps of a compiled query, by the tokens of its document: half of it measured after compiling, the rest for its machine code.
const bytesPerToken = 1_600;

type Run = (root: unknown, context: unknown, variables: ExecutionArgs['variableValues']) => Promise<ExecutionResult>;

/**
 * Runs queries that come again as compiled code. graphql-jit takes no notice of operationName, so their documents have one operation. It
 * doesn't enforce @oneOf and words errors in its own way: refused variables, and whatever it answers with errors, are the executor's.
 */
export function useCompiledQueries(): Plugin {
  const seen = new WeakMap<DocumentNode, number>();
  const compiled = new LRUCache<DocumentNode, Run>({ maxSize: maxBytes, sizeCalculation: bytesOf });

  function find({ schema, document }: ExecutionArgs): Run | null {
    const known = compiled.get(document);
    if (known) return known;
    const times = (seen.get(document) ?? 0) + 1;
    seen.set(document, times);
    if (times <= timesUncompiled || (document.tokenCount ?? maxTokens) > maxTokens) return null;
    const outcome = compileQuery(schema, document);
    if (!isCompiledQuery(outcome)) return null;
    compiled.set(document, outcome.query as Run);
    return outcome.query as Run;
  }

  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const run = isOneQuery(args) ? find(args) : null;
      if (run === null || !takesVariables(args)) return;
      setExecuteFn(async (given: ExecutionArgs) => {
        const result = await run(given.rootValue, given.contextValue, given.variableValues);
        return result.errors ? executeFn(given) : result;
      });
    },
  };
}

function bytesOf(_run: Run, { tokenCount = maxTokens }: DocumentNode): number {
  return tokenCount * bytesPerToken;
}

function isOneQuery({ document, operationName }: ExecutionArgs): boolean {
  const [operation, ...others] = operationsOf(document);
  if (operation?.operation !== 'query' || others.length > 0) return false;
  return operationName == null || operation.name?.value === operationName;
}

function takesVariables({ schema, document, variableValues }: ExecutionArgs): boolean {
  const definitions = operationsOf(document)[0]?.variableDefinitions ?? [];
  return getVariableValues(schema, definitions, variableValues ?? {}).errors === undefined;
}

function operationsOf({ definitions }: DocumentNode) {
  return definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
}
