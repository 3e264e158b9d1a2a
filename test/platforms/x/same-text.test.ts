import { expect, test } from 'vitest';
import { saysTheSame } from '../../../src/platforms/x/same-text.ts';

const wrapped = 'https://t.co/0123456789';
const links = (whole: string) => [{ wrapped, whole }];

test.for([
  ['as it is', 'Hello', 'Hello', []],
  ['escaped', 'a < b && c > d', 'a &lt; b &amp;&amp; c &gt; d', []],
  ['written escaped by the author', '&lt;b&gt;', '&amp;lt;b&amp;gt;', []],
  ['without the space around it', '  Hello 🙂\n', 'Hello 🙂', []],
  ['in form C', 'e\u0301', 'é', []],
  [
    'with a link',
    'See https://example.com/a?b=1&c=2 now',
    `See ${wrapped} now`,
    links('https://example.com/a?b=1&c=2'),
  ],
  ['with a bare link', 'See example.com', `See ${wrapped}`, links('http://example.com')],
  ['with the slash of a root', 'See https://Example.com', `See ${wrapped}`, links('https://example.com/')],
] as const)('is the same %s', ([, sent, text, given]) => {
  expect(saysTheSame(sent, { text, links: given })).toBe(true);
});

test.for([
  ['another text', 'Hello', 'Hello!', []],
  ['another link', 'New: https://example.com/1', `New: ${wrapped}`, links('https://example.com/2')],
  ['other letters', 'HELLO', 'hello', []],
] as const)('is not the same with %s', ([, sent, text, given]) => {
  expect(saysTheSame(sent, { text, links: given })).toBe(false);
});
