import {
  BREAK,
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isIntrospectionType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** Compiling takes 20 ms for so many. */
export const maxTokens = 1_000;

/**
 * Whether a document is one query, since graphql-jit takes no notice of operationName, and may be compiled: it does not ask for the schema,
 * which is compiled as another, nor for what is not to be asked for twice.
 */
export function isCompilable(schema: GraphQLSchema, document: DocumentNode): boolean {
  if ((document.tokenCount ?? maxTokens) > maxTokens) return false;
  return getOperationAST(document)?.operation === 'query' && readsOnly(schema, document);
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
