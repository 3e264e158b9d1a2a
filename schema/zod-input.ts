import type { z } from 'zod';
import { builder } from './builder.ts';
import { type Scalar, zodField } from './zod-field.ts';

type InputFields = Parameters<NonNullable<Parameters<typeof builder.inputType>[1]['fields']>>[0];

/** A GraphQL input from a flat zod object. The room's own parsing gives null its meaning. */
export function zodInput(name: string, description: string, schema: z.ZodObject) {
  return builder.inputType(name, {
    description,
    fields: (t) =>
      Object.fromEntries(Object.entries(schema.shape).map(([key, field]) => [key, toField(t, key, field)])),
  });
}

/** A GraphQL input as zod takes it: null, which asks for the default, becomes absence. */
export function withoutNulls(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined));
}

function toField(t: InputFields, key: string, schema: z.core.$ZodType) {
  const { type, list, required, description, defaultValue } = zodField(key, schema);
  return t.field({
    type: (list ? [type] : type) as Scalar,
    required,
    description,
    ...(defaultValue === undefined ? {} : { defaultValue: defaultValue as string }),
  });
}
