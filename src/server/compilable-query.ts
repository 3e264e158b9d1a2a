import {
  BREAK,
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isIntrospectionType,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** Compiling takes 20 ms for so many. */
export const maxTokens = 1_000;

/**
 * The query of a document that may be compiled: its only operation, since graphql-jit takes no notice of operationName. Null where it asks
 * for the schema, which is compiled as another, or for what is not asked for twice.
 */
export function compilableQuery(schema: GraphQLSchema, document: DocumentNode): OperationDefinitionNode | null {
  const [operation, ...others] = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION || operation.operation !== 'query' || others.length > 0)
    return null;
  if ((document.tokenCount ?? maxTokens) > maxTokens) return null;
  return readsOnly(schema, document) ? operation : null;
}

/** Whether every field reads data alone: what has a cost of its own calls a network. */
function readsOnly(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema);
  let reads = true;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field() {
        const field = types.getFieldDef();
        if (!field || field.extensions.cost !== undefined || isIntrospectionType(getNamedType(field.type)))
          reads = false;
        return reads ? undefined : BREAK;
      },
    }),
  );
  return reads;
}
