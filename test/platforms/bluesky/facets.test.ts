import { expect, test } from 'vitest';
import { facetsIn, handlesIn } from '../../../src/platforms/bluesky/facets.ts';

type Facet = { index: { byteStart: number; byteEnd: number }; features: Record<string, string>[] };

/** What each facet covers, cut out by its byte offsets, and what it says. */
function covered(text: string, dids: Record<string, string> = {}): [string, string | undefined][] {
  const bytes = Buffer.from(text);
  return (facetsIn(text, dids) as Facet[]).map(({ index, features }) => [
    bytes.subarray(index.byteStart, index.byteEnd).toString(),
    features[0]?.uri ?? features[0]?.tag ?? features[0]?.did,
  ]);
}

test.for<[string, [string, string][]]>([
  ['Hello', []],
  ['see https://example.com.', [['https://example.com', 'https://example.com']]],
  ['(https://example.com/a)', [['https://example.com/a', 'https://example.com/a']]],
  [
    '日本語 example.com #日本',
    [
      ['example.com', 'https://example.com'],
      ['#日本', '日本'],
    ],
  ],
  ['👩‍👩‍👧 https://example.com/ä?q=1#x', [['https://example.com/ä?q=1#x', 'https://example.com/ä?q=1#x']]],
  [
    'Zoë\n#one #two! #3',
    [
      ['#one', 'one'],
      ['#two', 'two'],
    ],
  ],
  ['not.a.domain.invalidtld and a.b', []],
])('%s', ([text, expected]) => {
  expect(covered(text)).toEqual(expected);
});

test('mentions are those whose handle is known', () => {
  expect(covered('é @ada.test @bob.test', { 'bob.test': 'did:plc:bob' })).toEqual([['@bob.test', 'did:plc:bob']]);
  expect(handlesIn('é @ada.test, (@bob.test) me@mail.test')).toEqual(['ada.test', 'bob.test']);
});
