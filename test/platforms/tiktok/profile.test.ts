import { profile } from '../../../src/platforms/tiktok/profile.ts';
import { countAtLimit } from '../../support/count-at-limit.ts';

countAtLimit(profile, {
  'plain text': ['a', 1],
  'a URL, in full': ['https://example.com/a/rather/long/path?with=a&query=too ', 56],
  'an emoji with a modifier': ['👍🏽', 4],
  'a family': ['👩‍👩‍👧', 8],
  'a flag': ['🇳🇴', 4],
  CJK: ['日', 1],
  'CJK beyond the first plane': ['𠮷', 2],
  'a combining mark': ['e\u0301', 2],
});
