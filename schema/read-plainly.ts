import { type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql';

/**
 * Takes their resolvers from fields of the relay plugin that only read what stands under their name. With them each costs a call, and an
 * id a promise. https://github.com/hayes/pothos/blob/main/packages/plugin-relay/src/field-builder.ts
 */
export function readPlainly(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const fields = type.getFields();
    for (const name of plainFieldsOf(type)) Object.assign(fields[name] ?? {}, { resolve: undefined });
  }
  return schema;
}

function plainFieldsOf(type: GraphQLObjectType): readonly string[] {
  if (type.getInterfaces().some(({ name }) => name === 'Node')) return ['id'];
  if (type.name.endsWith('Connection')) return ['edges', 'pageInfo'];
  return type.name.endsWith('Edge') ? ['node'] : [];
}
