import {
  GraphQLList,
  GraphQLNonNull,
  type GraphQLOutputType,
  GraphQLScalarType,
  type GraphQLSchema,
  GraphQLString,
  isEnumType,
  isIntrospectionType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { buildSchema } from '../../schema/index.ts';

/**
 * A schema to compile queries with, where every leaf is a String: graphql-jit can leave those as their resolvers give them, which the
 * resolvers' types vouch for. Only enums whose values are not their names are still looked up.
 */
export function compilableSchema(): GraphQLSchema {
  const schema = buildSchema();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) field.type = asGiven(field.type);
  }
  return schema;
}

function asGiven(type: GraphQLOutputType): GraphQLOutputType {
  if (isNonNullType(type)) return new GraphQLNonNull(asGiven(type.ofType));
  if (isListType(type)) return new GraphQLList(asGiven(type.ofType));
  if (isEnumType(type) && type.getValues().some(({ name, value }) => name !== value))
    return new GraphQLScalarType({ name: type.name, serialize: (value) => type.serialize(value) });
  return isLeafType(type) ? GraphQLString : type;
}
