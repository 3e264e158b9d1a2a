import type { z } from 'zod';
import type { JsonObject } from '../src/domain/json.ts';
import { builder } from './builder.ts';
import { type Scalar, zodField } from './zod-field.ts';

/** A GraphQL object from a flat zod object: what was given of it, as it was given. */
export function zodOutput(name: string, description: string, schema: z.ZodObject) {
  return builder.objectRef<JsonObject>(name).implement({
    description,
    fields: (t) =>
      Object.fromEntries(
        Object.entries(schema.shape).map(([key, field]) => {
          const { type, list, description } = zodField(key, field);
          const resolve = (given: JsonObject) => (given[key] ?? null) as string | null;
          return [key, t.field({ type: (list ? [type] : type) as Scalar, nullable: true, description, resolve })];
        }),
      ),
  });
}
