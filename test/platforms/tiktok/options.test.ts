import { expect, test } from 'vitest';
import { options } from '../../../src/platforms/tiktok/options.ts';
import { problemsWith, refusedFor, requiredFor } from '../../support/check-room-options.ts';

test('needs to know who may see it', () => {
  expect(requiredFor(options)).toEqual(['privacyLevel']);
  expect(requiredFor(options, { type: 'REEL', mediaKinds: ['VIDEO'] })).toEqual(['privacyLevel']);
});

test('a title of photos has at most 90 UTF-16 units', () => {
  expect(problemsWith(options, { photoTitle: '👍'.repeat(45) })).toEqual([]);
  expect(problemsWith(options, { photoTitle: `${'👍'.repeat(45)}a` })).toEqual([
    ['photoTitle', 'A title has at most 90 characters.'],
  ]);
});

test('a paid partnership is seen by others', () => {
  expect(problemsWith(options, { privacyLevel: 'FOLLOWER_OF_CREATOR', paidPartnership: true })).toEqual([]);
  expect(problemsWith(options, { privacyLevel: 'SELF_ONLY', paidPartnership: false })).toEqual([]);
  expect(problemsWith(options, { privacyLevel: 'SELF_ONLY', paidPartnership: true })).toEqual([
    ['privacyLevel', 'A paid partnership cannot be SELF_ONLY on TikTok. Choose who else may see it.'],
  ]);
});

test('the cover is one of the photos, and is nothing to a video', () => {
  const chosen = (photoCoverIndex: number) => ({ options: { photoCoverIndex }, mediaCount: 2 });
  expect(refusedFor(options, chosen(1))).toEqual([]);
  expect(refusedFor(options, chosen(2))).toEqual(['photoCoverIndex']);
  expect(refusedFor(options, { ...chosen(2), mediaKinds: ['VIDEO'] })).toEqual([]);
});
