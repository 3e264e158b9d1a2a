import { expect, test } from 'vitest';
import { checkCharacters } from '../../src/domain/check-characters.ts';
import { draftOf } from '../../src/domain/post-input.ts';

test('a null character is refused in every text of a post, with its place', () => {
  const bad = 'a\u0000b';
  const media = [{ id: 'media_1', altText: bad }];
  const container = { content: bad, media, overrides: [{ channel: 'x', content: bad, media }] };
  const link = { url: bad, title: bad, description: bad, thumbnailUrl: bad };
  const options = { google_business: { eventTitle: bad }, youtube: { tags: ['good', bad] } };
  const accountOptions = [{ accountId: 'acct_1', options: { mastodon: { spoilerText: bad } } }];
  const input = { accounts: ['x'], containers: [{ content: 'good' }, container], link, options, accountOptions };
  const second = 'input.containers.1';
  expect(checkCharacters(draftOf(input, new Map())).map(({ code, path }) => [code, path.join('.')])).toEqual(
    [
      `${second}.content`,
      `${second}.overrides.0.content`,
      `${second}.media.0.altText`,
      `${second}.overrides.0.media.0.altText`,
      'input.link.url',
      'input.link.title',
      'input.link.description',
      'input.link.thumbnailUrl',
      'input.options.googleBusiness.eventTitle',
      'input.options.youtube.tags.1',
      'input.accountOptions.0.options.mastodon.spoilerText',
    ].map((path) => ['INVALID', path]),
  );
});

test('so is half of a character; whole ones are taken', () => {
  const said = (content: string) => checkCharacters(draftOf({ content }, new Map())).map(({ message }) => message);
  expect(said('half \ud83d')).toEqual(['This holds half of a character (an unpaired surrogate). Leave it out.']);
  expect(said('null \u0000')).toEqual(['This holds a null character (U+0000). Leave it out.']);
  expect(said('whole 😀 \u0001\uffff')).toEqual([]);
});
