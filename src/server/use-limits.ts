import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { Limits } from '../config.ts';
import { type Excess, limitExceeded } from './limit-exceeded.ts';
import { type Weighed, weighOperation } from './weigh-operation.ts';

type Options = {
  limits: Limits;
  /** Whether the schema can be asked for. */
  introspection: boolean;
};
type Costly = { cost?: { requested: number; limit: number } };

/** Refuses documents that pass a limit before they are validated, for validating costs too. Tells the cost of those that pass, in `extensions.cost`. */
export function useLimits({ limits, introspection }: Options): Plugin<Costly> {
  const weights = new WeakMap<OperationDefinitionNode, Weighed>();

  function weigh(schema: GraphQLSchema, document: DocumentNode, variables: Record<string, unknown>) {
    const { maxPageSize } = limits;
    return document.definitions.filter(isOperation).map((operation) => {
      const known = weights.get(operation);
      if (known) return { operation, weight: known };
      const weight = weighOperation(operation, { schema, document, variables, maxPageSize });
      if (!weight.byVariables) weights.set(operation, weight);
      return { operation, weight };
    });
  }

  return {
    onValidate({ params: { schema, documentAST }, context, setResult, extendContext }) {
      const { operationName, variables } = context.params;
      const weighed = weigh(schema, documentAST, variables ?? {});
      const refusals = refusalsOf(
        weighed.map(({ weight }) => weight),
        limits,
      );
      if (!introspection && weighed.some(({ weight }) => weight.introspects)) refusals.push(introspectionDisabled());
      if (refusals.length > 0) return setResult(refusals);
      const run = getOperationAST(documentAST, operationName);
      const requested = weighed.find(({ operation }) => operation === run)?.weight.cost ?? 0;
      extendContext({ cost: { requested, limit: limits.maxCost } });
    },
    onExecute: ({ args }) => ({
      onExecuteDone({ result, setResult }) {
        const { cost } = args.contextValue;
        if (!isAsyncIterable(result) && cost) setResult({ ...result, extensions: { ...result.extensions, cost } });
      },
    }),
  };
}

function isOperation(node: DocumentNode['definitions'][number]): node is OperationDefinitionNode {
  return node.kind === Kind.OPERATION_DEFINITION;
}

/** What of an operation is limited, and by which of the limits. */
const measures = [
  { code: 'DEPTH_EXCEEDED', of: 'depth', by: 'maxDepth' },
  { code: 'ALIASES_EXCEEDED', of: 'aliases', by: 'maxAliases' },
  { code: 'DIRECTIVES_EXCEEDED', of: 'directives', by: 'maxDirectives' },
  { code: 'DIRECTIVES_EXCEEDED', of: 'directivesTogether', by: 'maxDirectivesTogether', where: 'at one place' },
  { code: 'COST_EXCEEDED', of: 'cost', by: 'maxCost' },
] as const satisfies readonly (Pick<Excess, 'code' | 'where'> & { of: keyof Weighed; by: keyof Limits })[];

/** All limits that the heaviest of the operations pass. */
function refusalsOf(weights: readonly Weighed[], limits: Limits): GraphQLError[] {
  return measures
    .filter(({ of, by }) => weights.some((weight) => weight[of] > limits[by]))
    .map(({ of, by, ...told }) => {
      const actual = Math.min(Math.max(...weights.map((weight) => weight[of])), Number.MAX_SAFE_INTEGER);
      return limitExceeded({ ...told, actual, limit: limits[by] });
    });
}

function introspectionDisabled(): GraphQLError {
  const message =
    'This server does not show its schema. Read it in schema/schema.graphql of Postern, or start Postern with INTROSPECTION=true.';
  return new GraphQLError(message, { extensions: { code: 'INTROSPECTION_DISABLED' } });
}
