import type { JsonObject } from '../src/domain/json.ts';
import { optionField } from '../src/domain/post-draft.ts';
import { platforms } from '../src/platforms/index.ts';
import { builder } from './builder.ts';
import { withoutNulls, zodInput } from './zod-input.ts';
import { zodOutput } from './zod-output.ts';

type Given = Readonly<Record<string, unknown>>;
type OptionsByNetwork = Readonly<Record<string, JsonObject>>;

const channels = [...platforms.values()].flatMap(({ profile: { network, label }, options }) => {
  if (options === null) return [];
  const field = optionField(network);
  const name = `${field.charAt(0).toUpperCase()}${field.slice(1)}Options`;
  const description = `What ${label} offers beside text and media.`;
  const input = zodInput(`${name}Input`, description, options.schema);
  return [{ network, label, field, input, output: zodOutput(name, description, options.schema) }];
});

export const ChannelOptionsInput = builder.inputType('ChannelOptionsInput', {
  description: 'What single channels offer beside text and media, a field for each.',
  fields: (t) =>
    Object.fromEntries(
      channels.map(({ field, label, input }) => [field, t.field({ type: input, description: `For ${label}.` })]),
    ),
});

export const ChannelOptions = builder.objectRef<OptionsByNetwork>('ChannelOptions').implement({
  description: 'What was chosen of what single channels offer, a field for each.',
  fields: (t) =>
    Object.fromEntries(
      channels.map(({ network, field, label, output }) => [
        field,
        t.field({
          type: output,
          nullable: true,
          description: `For ${label}; null where nothing was chosen.`,
          resolve: (stored) => stored[network] ?? null,
        }),
      ]),
    ),
});

export const AccountOptionsInput = builder.inputType('AccountOptionsInput', {
  description: 'What one account gets instead of its channel’s options.',
  fields: (t) => ({
    accountId: t.id({ required: true, description: 'The account.' }),
    options: t.field({ type: ChannelOptionsInput, required: true, description: 'What it gets, under its channel.' }),
  }),
});

/** Options as they are stored: by network, only the fields that were given. */
export function toStoredOptions(input: Given | null | undefined): OptionsByNetwork {
  const given = withoutNulls(input ?? {});
  return Object.fromEntries(
    channels.flatMap(({ network, field }) => {
      const options = given[field];
      return options === undefined ? [] : [[network, withoutNulls(options as Given) as JsonObject]];
    }),
  );
}

/** Accounts' options as they are stored. */
export function toAccountOptions(
  input: readonly { accountId: string; options: Given }[] | null | undefined,
): { accountId: string; options: OptionsByNetwork }[] {
  return (input ?? []).map(({ accountId, options }) => ({ accountId, options: toStoredOptions(options) }));
}
