import { expect, test } from 'vitest';
import { fromLittleText, toLittleText } from '../../../src/platforms/linkedin/little-text.ts';

test.for([
  ['plain text as it is', 'Hello, world! 100% & "more"\n日本語 👩‍👩‍👧', 'Hello, world! 100% & "more"\n日本語 👩‍👩‍👧'],
  ['what is reserved', '\\ | { } @ [ ] ( ) < > * _ ~', '\\\\ \\| \\{ \\} \\@ \\[ \\] \\( \\) \\< \\> \\* \\_ \\~'],
  ['a hashtag as one', 'Read #news and #日本.', 'Read #news and #日本.'],
  ['a hashtag with an underscore by its template', '#my_news', '{hashtag|\\#|my\\_news}'],
  ['a number sign that begins no hashtag', 'C# and # 1', 'C\\# and \\# 1'],
  ['an address with all that is in it', 'https://a.example/b_(c)#d', 'https://a.example/b\\_\\(c\\)\\#d'],
  ['a mention as one', 'Hi @[Dev (Test)](urn:li:organization:24)!', 'Hi @[Dev \\(Test\\)](urn:li:organization:24)!'],
  ['a name after an at sign', '@ada', '\\@ada'],
  ['brackets that are no mention', '@[a](b)', '\\@\\[a\\]\\(b\\)'],
] as const)('writes %s, and reads it back', ([, text, little]) => {
  expect(toLittleText(text)).toBe(little);
  expect(fromLittleText(little)).toBe(text);
});

test('reads hashtags as the network gives them back', () => {
  expect(fromLittleText('See {hashtag|\\#|news} and {hashtag|#|my\\_news}')).toBe('See #news and #my_news');
});

test('takes no time over what looks like endless elements', () => {
  const started = performance.now();
  fromLittleText(toLittleText(`${'@['.repeat(20_000)}${'#a_'.repeat(20_000)}`));
  fromLittleText(`${'{hashtag|\\#|'.repeat(10_000)}${'@['.repeat(20_000)}`);
  expect(performance.now() - started).toBeLessThan(2_000);
});
