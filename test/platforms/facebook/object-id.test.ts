import { expect, test } from 'vitest';
import { objectIdIn } from '../../../src/platforms/facebook/object-id.ts';

const addresses = [
  ['a post’s id', '55_113', '55_113'],
  ['a video’s id', '113', '113'],
  ['a post’s address', 'https://www.facebook.com/55/posts/113', '55_113'],
  ['with the Page’s name, and more', 'https://www.facebook.com/ada/posts/113/?x=1#y', '55_113'],
  ['an older one', 'https://www.facebook.com/permalink.php?story_fbid=113&id=66', '66_113'],
  ['one without a Page', 'https://www.facebook.com/story.php?story_fbid=113', '55_113'],
  ['one of its id', 'https://www.facebook.com/55_113', '55_113'],
  ['a reel', 'https://www.facebook.com/reel/113', '113'],
  ['a video', 'https://www.facebook.com/ada/videos/a-title/113/', '113'],
  ['a watched video', 'https://www.facebook.com/watch/?v=113', '113'],
  ['a photo', 'https://www.facebook.com/photo/?fbid=113&set=a.1', '113'],
  ['a comment', 'https://www.facebook.com/ada/posts/113?comment_id=7', '113_7'],
  ['a comment on a reel', 'https://www.facebook.com/reel/113?comment_id=7', '113_7'],
  ['an address without a number', 'https://www.facebook.com/ada/posts/pfbid02abc', null],
  ['a comment on that', 'https://www.facebook.com/ada/posts/pfbid02abc?comment_id=7', null],
  ['a Page', 'https://www.facebook.com/55', null],
  ['no address', 'somewhere', null],
  ['nothing', '', null],
] as const;

test.for(addresses)('%s: %s', ([, address, id]) => {
  expect(objectIdIn(address, '55')).toBe(id);
});
