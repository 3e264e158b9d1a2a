import { z } from 'zod';
import { builder } from './builder.ts';

const named = z.object({ name: z.string(), meanings: z.record(z.string(), z.string()) });
const enums = new Map<z.ZodEnum, ReturnType<typeof build>>();

/** The GraphQL enum of a choice, the same for inputs and outputs. Inside, a value is the network's own word. */
export function zodEnum(schema: z.ZodEnum) {
  const known = enums.get(schema);
  if (known !== undefined) return known;
  const built = build(schema);
  enums.set(schema, built);
  return built;
}

function build(schema: z.ZodEnum) {
  const { name, meanings } = named.parse(z.globalRegistry.get(schema));
  const values: Record<string, { value: string; description: string }> = Object.fromEntries(
    Object.entries(meanings).map(([value, description]) => [constantCase(value), { value, description }]),
  );
  return builder.enumType(name, { description: 'What an option of this name can be.', values });
}

/** A network's word as GraphQL writes values: "mentionedUsers" and "graphic-media" become MENTIONED_USERS and GRAPHIC_MEDIA. */
function constantCase(value: string): string {
  return value
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/-/g, '_')
    .toUpperCase();
}
