import { z } from 'zod';
import { zodEnum } from './zod-enum.ts';

export type Scalar = 'String' | 'Int' | 'Float' | 'Boolean';

/** What a GraphQL field made of a zod field is like. */
type Field = {
  type: Scalar | ReturnType<typeof zodEnum>;
  list: boolean;
  required: boolean;
  description: string;
  defaultValue?: unknown;
};

/** Reads a zod field: strings, numbers, booleans, choices and lists of these, each with a description. What has a default becomes nullable. */
export function zodField(key: string, schema: z.core.$ZodType): Field {
  const description = z.globalRegistry.get(schema)?.description;
  if (description === undefined) throw new Error(`The zod field ${key} has no description.`);
  return { ...read(key, schema), description };
}

function read(key: string, schema: z.core.$ZodType): Omit<Field, 'description'> {
  if (schema instanceof z.ZodDefault)
    return { ...read(key, schema.unwrap() as z.core.$ZodType), required: false, defaultValue: schema.def.defaultValue };
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return { ...read(key, schema.unwrap() as z.core.$ZodType), required: false };
  if (schema instanceof z.ZodPipe) return read(key, schema.in as z.core.$ZodType);
  if (schema instanceof z.ZodArray)
    return { ...read(key, schema.element as z.core.$ZodType), list: true, required: true };
  return { type: typeOf(key, schema), list: false, required: true };
}

function typeOf(key: string, schema: z.core.$ZodType): Field['type'] {
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return 'String';
  if (schema instanceof z.ZodNumber) return schema.isInt ? 'Int' : 'Float';
  if (schema instanceof z.ZodBoolean) return 'Boolean';
  if (schema instanceof z.ZodEnum) return zodEnum(schema);
  throw new Error(`The zod field ${key} is of a kind that a GraphQL field cannot be made of.`);
}
