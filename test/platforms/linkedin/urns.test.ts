import { expect, test } from 'vitest';
import { commentIn, commentUrn, permalink, postUrnIn } from '../../../src/platforms/linkedin/urns.ts';

test.for([
  ['urn:li:share:7', 'urn:li:share:7'],
  ['urn:li:ugcPost:7', 'urn:li:ugcPost:7'],
  ['https://www.linkedin.com/feed/update/urn:li:activity:7/', 'urn:li:activity:7'],
  ['https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7?x=1', 'urn:li:share:7'],
  ['https://www.linkedin.com/posts/ada_some-words-activity-7321-Ab12?utm=1', 'urn:li:activity:7321'],
  ['https://www.linkedin.com/posts/ada_some-words-ugcPost-7321-Ab12', 'urn:li:ugcPost:7321'],
  ['https://www.linkedin.com/in/ada', null],
  ['100%', null],
] as const)('the post that "%s" names is %s', ([text, urn]) => {
  expect(postUrnIn(text)).toBe(urn);
});

test.for([
  'urn:li:comment:(urn:li:activity:1,2)',
  'https://www.linkedin.com/feed/update/urn:li:share:9/?commentUrn=urn%3Ali%3Acomment%3A(urn%3Ali%3Aactivity%3A1%2C2)',
  'https://www.linkedin.com/feed/update/urn:li:activity:1?commentUrn=urn%3Ali%3Acomment%3A%28activity%3A1%2C2%29',
])('the comment that "%s" names is found', (text) => {
  expect(commentIn(text)).toEqual({ postUrn: 'urn:li:activity:1', id: '2' });
});

test('a post is no comment', () => expect(commentIn('urn:li:share:7')).toBeNull());

test('a comment’s address leads to its post, and names it', () => {
  const comment = commentUrn({ postUrn: 'urn:li:activity:1', id: '2' });
  const url = permalink('https://www.linkedin.com', 'urn:li:share:9', comment);
  expect(url).toMatch(/^https:\/\/www\.linkedin\.com\/feed\/update\/urn:li:share:9\/\?commentUrn=urn%3A/);
  expect(commentIn(url)).toEqual({ postUrn: 'urn:li:activity:1', id: '2' });
});
