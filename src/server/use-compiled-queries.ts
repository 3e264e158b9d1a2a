import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Plugin } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import { compilableSchema } from './compilable-schema.ts';
import { isCompilable, maxTokens } from './is-compilable.ts';

/** Compiling takes longer than running once: only what comes again is compiled, and is the same document from its second time on. */
const timesUncompiled = 1;
const never = Number.NEGATIVE_INFINITY;

const maxBytes = 16 * 1024 ** 2;
// What V8 keeps of a compiled query, by the tokens of its document: half of it measured after compiling, the rest for its machine code.
const bytesPerToken = 1_600;

type Run = (root: unknown, context: unknown, variables: ExecutionArgs['variableValues']) => Promise<ExecutionResult>;

/**
 * Runs queries that come again as compiled code. graphql-jit doesn't enforce @oneOf and words errors in its own way: refused variables, and
 * whatever it answers with errors, are the executor's.
 */
export function useCompiledQueries(): Plugin {
  // Numbers alone: until V8 collects its whole heap, it keeps what a WeakMap's values hold, and so the documents that come once.
  const timesSeen = new WeakMap<DocumentNode, number>();
  const compiled = new LRUCache<DocumentNode, Run>({ maxSize: maxBytes, sizeCalculation: bytesOf });
  let compilable: GraphQLSchema | null = null;

  function find({ schema, document }: ExecutionArgs): Run | null {
    const known = compiled.get(document);
    if (known) return known;
    const times = (timesSeen.get(document) ?? (isCompilable(schema, document) ? 0 : never)) + 1;
    timesSeen.set(document, times);
    return times > timesUncompiled ? compile(document) : null;
  }

  function compile(document: DocumentNode): Run | null {
    compilable ??= compilableSchema();
    const outcome = compileQuery(compilable, document, undefined, { disableLeafSerialization: true });
    if (!isCompiledQuery(outcome)) return null;
    compiled.set(document, outcome.query as Run);
    return outcome.query as Run;
  }

  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const run = find(args);
      if (run === null || !isTaken(args)) return;
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

/** Whether a request names the operation rightly, with variables that it takes. */
function isTaken({ schema, document, operationName, variableValues }: ExecutionArgs): boolean {
  const operation = getOperationAST(document, operationName);
  if (!operation) return false;
  const { variableDefinitions = [] } = operation;
  return (
    variableDefinitions.length === 0 ||
    getVariableValues(schema, variableDefinitions, variableValues ?? {}).errors === undefined
  );
}
