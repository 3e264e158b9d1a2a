import { profile } from '../../../src/platforms/youtube/profile.ts';
import { countAtLimit } from '../../support/count-at-limit.ts';

countAtLimit(profile, {
  'plain text': ['a', 1],
  'a URL, in full': ['https://example.com/a/rather/long/path?with=a&query=too ', 56],
  'an emoji with a modifier': ['👍🏽', 8],
  'a family': ['👩‍👩‍👧', 18],
  'a flag': ['🇳🇴', 8],
  CJK: ['日', 3],
  'a letter beyond ASCII': ['é', 2],
  'a combining mark': ['e\u0301', 3],
});
