import { printType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { builder } from '../../schema/builder.ts';
import '../../schema/index.ts';
import { withoutNulls, zodInput } from '../../schema/zod-input.ts';

describe('zodInput', () => {
  test('makes a GraphQL input of a flat zod object', () => {
    zodInput(
      'SampleInput',
      'A sample.',
      z.object({
        title: z.string().min(1).describe('A title.'),
        link: z.url().optional().describe('A link.'),
        count: z.int().default(3).describe('A count.'),
        ratio: z.number().nullish().describe('A ratio.'),
        loud: z.boolean().default(false).describe('A flag.'),
        tags: z.array(z.string()).describe('Tags.'),
        trimmed: z.string().trim().toLowerCase().describe('A trimmed text.'),
        cut: z
          .string()
          .transform((text) => text.slice(0, 1))
          .describe('A cut text.'),
      }),
    );
    const type = builder.toSchema().getType('SampleInput');
    expect(type && printType(type)).toBe(
      `
"""A sample."""
input SampleInput {
  """A count."""
  count: Int = 3

  """A cut text."""
  cut: String!

  """A link."""
  link: String

  """A flag."""
  loud: Boolean = false

  """A ratio."""
  ratio: Float

  """Tags."""
  tags: [String!]!

  """A title."""
  title: String!

  """A trimmed text."""
  trimmed: String!
}`.trim(),
    );
  });

  test('refuses a field without a description', () => {
    const build = () => zodInput('BareInput', 'A sample.', z.object({ bare: z.string() }));
    expect(build).toThrow('bare has no description');
  });
});

test('withoutNulls lets a null ask for the default', () => {
  expect(withoutNulls({ server: null, name: 'ada', none: undefined })).toEqual({ name: 'ada' });
});
