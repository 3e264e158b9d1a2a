import { profile } from '../../../src/platforms/google_business/profile.ts';
import { countAtLimit } from '../../support/count-at-limit.ts';

countAtLimit(profile, {
  'plain text': ['a', 1],
  'a URL, in full': ['https://example.com/a/rather/long/path?with=a&query=too ', 56],
  'an emoji with a modifier': ['👍🏽', 2],
  'a family': ['👩‍👩‍👧', 5],
  'a flag': ['🇳🇴', 2],
  CJK: ['日', 1],
  'a combining mark': ['e\u0301', 2],
  'line ends': ['\r\n', 2],
});
