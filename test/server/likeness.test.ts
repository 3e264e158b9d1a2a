import { type ExecutionArgs, parse } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../schema/index.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { likenessOf } from '../../src/server/likeness.ts';

const actor = (apiKeyId: string): Actor => ({ workspaceId: 'w', apiKeyId, scopes: new Set() });
const watching = (args: string) =>
  `subscription A($after: String, $postId: ID) { postStatusChanged${args} { cursor } }`;

type Asked = { args?: string; variables?: object; operationName?: string; text?: string; key?: string };

function likeness({ args = '(after: $after, postId: $postId)', key = 'k', ...asked }: Asked = {}): string {
  const document = parse(asked.text ?? watching(args));
  const given: ExecutionArgs = { schema, document, variableValues: { ...asked.variables } };
  return likenessOf({ ...given, operationName: asked.operationName ?? null }, actor(key));
}

test('subscriptions that differ only in where they begin are alike', () => {
  expect(likeness({ variables: { after: 'a', postId: 'p' } })).toBe(
    likeness({ variables: { postId: 'p', after: 'b' } }),
  );
  expect(likeness({ variables: { after: 'a' } })).toBe(likeness());
});

test.each<[string, Asked]>([
  ['another key', { key: 'other' }],
  ['another document', { text: `${watching('(after: $after, postId: $postId)')} ` }],
  ['another operation', { operationName: 'B' }],
  ['another post', { variables: { postId: 'p' } }],
  ['a variable of no use', { variables: { unused: 1 } }],
])('%s makes them unlike', (_what, asked) => {
  expect(likeness(asked)).not.toBe(likeness());
});

test.each([
  ['in the selection, too', 'subscription ($c: String!) { postStatusChanged(after: $c) { cursor @include(if: $c) } }'],
  [
    'twice',
    'subscription ($c: String) { postStatusChanged(after: $c) { cursor } postStatusChanged(after: $c) { at } }',
  ],
  ['elsewhere alone', 'subscription ($c: String) { postStatusChanged(postId: $c) { cursor } }'],
])('a place in the log that stands %s makes them unlike', (_where, text) => {
  expect(likeness({ text, variables: { c: 'a' } })).not.toBe(likeness({ text, variables: { c: 'b' } }));
});
