import { profile } from '../../../src/platforms/x/profile.ts';
import { countAtLimit } from '../../support/count-at-limit.ts';

countAtLimit(profile, {
  'plain text': ['a', 1],
  'a URL, however long': ['https://example.com/a/rather/long/path?with=a&query=too ', 24],
  'a bare domain': ['example.com ', 24],
  'an emoji with a modifier': ['👍🏽', 2],
  'a family': ['👩‍👩‍👧', 2],
  'a flag': ['🇳🇴', 2],
  CJK: ['日', 2],
  'a combining mark that has a composed form': ['e\u0301', 1],
  'a combining mark that has none': ['x\u0301', 2],
  'a line end': ['\n', 1],
});
