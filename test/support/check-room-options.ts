import type { JsonObject } from '../../src/domain/json.ts';
import type { ChannelOptions, OptionFacts } from '../../src/platforms/platform.ts';

/** The fields of what is wrong with options, each with its sentence. */
export function problemsWith({ schema }: ChannelOptions, options: JsonObject): [field: string, message: string][] {
  const issues = schema.safeParse(options).error?.issues ?? [];
  return issues.map(({ path, message }) => [path.join('.'), message]);
}

const nothing: OptionFacts = { type: 'POST', mediaKinds: [], mediaCount: 0, containerCount: 1, options: {} };

/** The options that a network needs for a post like this. */
export function requiredFor({ required }: ChannelOptions, facts: Partial<OptionFacts> = {}): string[] {
  return required.filter(({ when }) => when({ ...nothing, ...facts })).map(({ option }) => option);
}

/** The options that a network refuses for a post like this. */
export function refusedFor({ refused = [] }: ChannelOptions, facts: Partial<OptionFacts>): string[] {
  return refused.filter(({ when }) => when({ ...nothing, ...facts })).map(({ option }) => option);
}
