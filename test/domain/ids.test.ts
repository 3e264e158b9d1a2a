import { expect, it } from 'vitest';
import { idKind, newId } from '../../src/domain/ids.ts';

it('says the kind of an id, and null of anything malformed', () => {
  expect(idKind(newId('Post'))).toBe('Post');
  for (const id of [
    '',
    'post_',
    'post_1',
    `user_${newId('Post').slice(5)}`,
    `${newId('Post')} `,
    newId('Post').toUpperCase(),
  ])
    expect(idKind(id)).toBeNull();
});

it('makes ids that sort by time', () => {
  const ids = Array.from({ length: 200 }, () => newId('Post'));
  expect(ids.toSorted()).toEqual(ids);
});
