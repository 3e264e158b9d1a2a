import { type GraphQLResolveInfo, Kind, type OperationDefinitionNode, visit } from 'graphql';
import type { PostParts } from '../src/queries/post-rows.ts';

type Asked = Pick<GraphQLResolveInfo, 'operation' | 'fragments'>;

const known = new WeakMap<OperationDefinitionNode, PostParts>();

/** What of posts' trees an operation asks for: by the names of its fields, wherever they stand, so rather too much than too little. */
export function postParts({ operation, fragments }: Asked): PostParts {
  const found = known.get(operation);
  if (found) return found;
  const names = new Set<string>();
  visit(
    { kind: Kind.DOCUMENT, definitions: [operation, ...Object.values(fragments)] },
    {
      Field: ({ name }) => {
        names.add(name.value);
      },
    },
  );
  const asksFor = (...fields: string[]) => fields.some((field) => names.has(field));
  const segments = asksFor('segments', 'url', 'remoteId');
  const parts = {
    containers: segments || asksFor('containers', 'content'),
    overrides: segments || asksFor('overrides'),
    deliveries: asksFor('deliveries', 'accounts', 'accountOptions', 'failedPlatforms'),
    segments,
    attempts: asksFor('attempts'),
  };
  known.set(operation, parts);
  return parts;
}
