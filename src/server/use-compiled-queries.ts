import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Plugin } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import { compilableQuery, maxTokens } from './compilable-query.ts';
import { compilableSchema } from './compilable-schema.ts';

/** Compiling takes longer than running once: only what comes again is compiled. */
const timesUncompiled = 2;

const maxBytes = 16 * 1024 ** 2;
// What V8 keeps of a compiled query, by the tokens of its document: half of it measured after compiling, the rest for its machine code.
const bytesPerToken = 1_600;

type Run = (root: unknown, context: unknown, variables: ExecutionArgs['variableValues']) => Promise<ExecutionResult>;
type Query = { operation: OperationDefinitionNode; times: number };

/**
 * Runs queries that come again as compiled code. graphql-jit doesn't enforce @oneOf and words errors in its own way: refused variables, and
 * whatever it answers with errors, are the executor's.
 */
export function useCompiledQueries(): Plugin {
  const queries = new WeakMap<DocumentNode, Query | null>();
  const compiled = new LRUCache<DocumentNode, Run>({ maxSize: maxBytes, sizeCalculation: bytesOf });
  let compilable: GraphQLSchema | null = null;

  function queryOf({ schema, document }: ExecutionArgs): Query | null {
    const known = queries.get(document);
    if (known !== undefined) return known;
    const operation = compilableQuery(schema, document);
    const query = operation && { operation, times: 0 };
    queries.set(document, query);
    return query;
  }

  function compile(document: DocumentNode, query: Query): Run | null {
    query.times += 1;
    if (query.times <= timesUncompiled) return null;
    compilable ??= compilableSchema();
    const outcome = compileQuery(compilable, document, undefined, { disableLeafSerialization: true });
    if (!isCompiledQuery(outcome)) return null;
    const run = outcome.query as Run;
    compiled.set(document, run);
    return run;
  }

  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const query = queryOf(args);
      if (query === null || !runs(args, query.operation)) return;
      const run = compiled.get(args.document) ?? compile(args.document, query);
      if (run === null) return;
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

/** Whether a request asks for an operation, with variables that it takes. */
function runs({ schema, operationName, variableValues }: ExecutionArgs, operation: OperationDefinitionNode): boolean {
  if (operationName != null && operation.name?.value !== operationName) return false;
  const { variableDefinitions = [] } = operation;
  return (
    variableDefinitions.length === 0 ||
    getVariableValues(schema, variableDefinitions, variableValues ?? {}).errors === undefined
  );
}
