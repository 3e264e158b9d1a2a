import { z } from 'zod';
import { builder } from './builder.ts';

type InputFields = Parameters<NonNullable<Parameters<typeof builder.inputType>[1]['fields']>>[0];
type Scalar = 'String' | 'Int' | 'Float' | 'Boolean';
type Read = { scalar: Scalar; list: boolean; required: boolean; defaultValue?: unknown };

/**
 * A GraphQL input from a flat zod object: strings, numbers, booleans and lists of strings, each with a description. What has a default
 * becomes nullable; the room's own parsing gives null its meaning.
 */
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
  const description = z.globalRegistry.get(schema)?.description;
  if (description === undefined) throw new Error(`The zod field ${key} has no description.`);
  const { scalar, list, required, defaultValue } = read(key, schema);
  const type = list ? ([scalar] as const) : scalar;
  return t.field({
    type: type as Scalar,
    required,
    description,
    ...(defaultValue === undefined ? {} : { defaultValue: defaultValue as string }),
  });
}

function read(key: string, schema: z.core.$ZodType): Read {
  if (schema instanceof z.ZodDefault)
    return { ...read(key, schema.unwrap() as z.core.$ZodType), required: false, defaultValue: schema.def.defaultValue };
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return { ...read(key, schema.unwrap() as z.core.$ZodType), required: false };
  if (schema instanceof z.ZodPipe) return read(key, schema.in as z.core.$ZodType);
  if (schema instanceof z.ZodArray)
    return { ...read(key, schema.element as z.core.$ZodType), list: true, required: true };
  return { scalar: scalarOf(key, schema), list: false, required: true };
}

function scalarOf(key: string, schema: z.core.$ZodType): Scalar {
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return 'String';
  if (schema instanceof z.ZodNumber) return schema.isInt ? 'Int' : 'Float';
  if (schema instanceof z.ZodBoolean) return 'Boolean';
  throw new Error(`The zod field ${key} is of a kind that a GraphQL input cannot be made of.`);
}
