import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isListType,
  isNonNullType,
  Kind,
  parse,
  typeFromAST,
  validate,
} from 'graphql';

/** A query, and what is sent with it. */
export type Sample = { query: string; variables?: Record<string, unknown>; operationName?: string };

const quoted = /`([^`]*)`|'([^'\n]*)'/g;

/** The queries that stand in texts, as they are or as strings of a program, each once. What they need in variables is made up. */
export function queriesIn(texts: readonly string[], schema: GraphQLSchema): Sample[] {
  const candidates = texts.flatMap((text) => [
    text,
    ...[...text.matchAll(quoted)].map(([, long, short]) => long ?? short ?? ''),
  ]);
  return [...new Set(candidates)].flatMap((query) => {
    const document = /^\s*(#|query|fragment|\{)/.test(query) ? parsed(query) : null;
    const operation = document?.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    if (!document || operation?.operation !== 'query' || validate(schema, document).length > 0) return [];
    const variables = (operation.variableDefinitions ?? []).map(({ variable, type }) => [
      variable.name.value,
      anyOf(typeFromAST(schema, type as never) as GraphQLInputType),
    ]);
    return { query, variables: Object.fromEntries(variables) };
  });
}

function parsed(text: string): DocumentNode | null {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

/** A value of a type that must have one; else none. */
function anyOf(type: GraphQLInputType): unknown {
  if (!isNonNullType(type)) return undefined;
  if (isListType(type.ofType)) return [];
  if (isEnumType(type.ofType)) return type.ofType.getValues()[0]?.name;
  return type.ofType.toString() === 'Int' ? 2 : 'x';
}
