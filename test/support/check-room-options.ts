import type { JsonObject } from '../../src/domain/json.ts';
import type { ChannelOptions, OptionFacts } from '../../src/platforms/platform.ts';

/** The fields of what is wrong with options, each with its sentence. */
export function problemsWith({ schema }: ChannelOptions, options: JsonObject): [field: string, message: string][] {
  const issues = schema.safeParse(options).error?.issues ?? [];
  return issues.map(({ path, message }) => [path.join('.'), message]);
}

/** The options that a network needs for a post like this. */
export function requiredFor({ required }: ChannelOptions, facts: Partial<OptionFacts> = {}): string[] {
  const all: OptionFacts = { type: 'POST', mediaKinds: [], options: {}, ...facts };
  return required.filter(({ when }) => when(all)).map(({ option }) => option);
}
