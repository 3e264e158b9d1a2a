import SchemaBuilder from '@pothos/core';
import RelayPlugin from '@pothos/plugin-relay';
import ZodPlugin from '@pothos/plugin-zod';
import type { UploadedFile } from '../src/actions/upload-media.ts';
import { type IdKind, idKind } from '../src/domain/ids.ts';
import { BadRequest } from '../src/queries/bad-request.ts';
import type { Context } from './context.ts';
import { badUserInput } from './errors.ts';
import { relayDescriptions } from './relay-descriptions.ts';

type Types = {
  Context: Context;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    /** Queries read times as they are answered. */
    DateTime: { Input: Date; Output: Date | string };
    URL: { Input: never; Output: string };
    File: { Input: UploadedFile; Output: never };
  };
};

const nodeKinds: ReadonlySet<IdKind> = new Set([
  'Workspace',
  'ApiKey',
  'Account',
  'Post',
  'Container',
  'Media',
  'Delivery',
  'Attempt',
]);

/** What every file of the schema adds its types to. */
export const builder = new SchemaBuilder<Types>({
  plugins: [RelayPlugin, ZodPlugin],
  defaultFieldNullability: false,
  zod: { validationError: badUserInput },
  relay: {
    ...relayDescriptions,
    nodesQueryOptions: {
      ...relayDescriptions.nodesQueryOptions,
      // biome-ignore lint/complexity/useMaxParams: Pothos calls it so.
      resolve: (_root, { ids }, { limits }, _info, resolveNodes) => {
        if (ids.length > limits.maxPageSize) throw tooManyIds(limits.maxPageSize);
        return resolveNodes(ids);
      },
    },
    encodeGlobalID: (_typename, id) => String(id),
    decodeGlobalID: (id) => ({ typename: typenameOf(id), id }),
  },
});

function tooManyIds(max: number): BadRequest {
  return new BadRequest('BAD_USER_INPUT', [{ path: ['ids'], message: `ids may name ${max} at most.` }]);
}

/** Relay wants a type for every id. A malformed one is looked for among posts, where it is not found. */
function typenameOf(id: string): string {
  const kind = idKind(id);
  return kind !== null && nodeKinds.has(kind) ? kind : 'Post';
}
