import { profile } from '../../../src/platforms/threads/profile.ts';
import { countAtLimit } from '../../support/count-at-limit.ts';

countAtLimit(profile, {
  'plain text': ['a', 1],
  'a URL, in full': ['https://example.com/a/rather/long/path?with=a&query=too ', 56],
  'an emoji': ['👍', 4],
  'an emoji with a modifier': ['👍🏽', 8],
  'a family': ['👩‍👩‍👧', 18],
  'a flag': ['🇳🇴', 8],
  'a keycap': ['1️⃣', 7],
  'a heart that is drawn in colour': ['❤️', 6],
  'a sign that is not an emoji': ['©', 1],
  'a digit': ['1', 1],
  CJK: ['日', 1],
  'a combining mark': ['e\u0301', 2],
});
