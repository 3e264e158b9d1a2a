import { expect, test } from 'vitest';
import { textLength } from '../../../src/platforms/mastodon/text-length.ts';

test.for([
  ['plain text', 'a'.repeat(500), 500],
  ['one more', 'a'.repeat(501), 501],
  ['a short link as 23', 'http://a.co', 23],
  ['a long link as 23', `https://example.com/${'x'.repeat(300)}?a=1&b=(2)#c`, 23],
  ['the full stop behind a link', 'See https://example.com/a.', 28],
  ['brackets around a link', '(https://example.com/a_(b))', 25],
  ['a link in Japanese text', '見てhttps://example.com/パスください', 25],
  ['two links', 'https://a.example https://b.example', 47],
  ['a link with a port', 'https://example.com:8443/x', 23],
  ['a domain without a scheme in full', 'example.com', 11],
  ['a host without a domain in full', 'http://localhost/x', 18],
  ['a mention of the same server', '@ada', 4],
  ['a mention without its server', 'Hi @ada@social.example.org!', 8],
  ['a mention within a link as part of the link', 'https://m.test/@ada@social.example', 23],
  ['a mail address in full', 'ada@example.com', 15],
  ['CJK', '日本語', 3],
  ['an emoji with a modifier', '👍🏽', 1],
  ['a family', '👩‍👩‍👧', 1],
  ['a combining mark', 'e\u0301', 1],
  ['nothing', '', 0],
] as const)('counts %s', ([, text, length]) => {
  expect(textLength(text)).toBe(length);
});

test('takes no time over what looks like an endless link', () => {
  const started = performance.now();
  textLength(`https://${'a-'.repeat(20_000)}`);
  textLength(`https://a.b/${'('.repeat(20_000)}`);
  textLength(`@${'a.'.repeat(20_000)}@`);
  expect(performance.now() - started).toBeLessThan(2_000);
});
