import { profile } from '../../../src/platforms/mastodon/profile.ts';
import { countAtLimit } from '../../support/count-at-limit.ts';

countAtLimit(profile, {
  'plain text': ['a', 1],
  'a URL, however long': ['https://example.com/a/rather/long/path?with=a&query=too ', 24],
  'a short URL': ['http://a.no ', 24],
  'a mention without its server': ['@ada@example.social ', 5],
  'an emoji with a modifier': ['👍🏽', 1],
  'a family': ['👩‍👩‍👧', 1],
  'a flag': ['🇳🇴', 1],
  CJK: ['日', 1],
  'a combining mark': ['e\u0301', 1],
});
