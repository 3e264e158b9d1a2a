import { describe, expect, test } from 'vitest';
import { fitOf } from '../../src/domain/fit-medium.ts';
import type { MediaKind } from '../../src/domain/profile.ts';

const all = ['image/gif', 'image/webp', 'image/png', 'image/jpeg'];
const photo = { kind: 'IMAGE' as MediaKind, mimeType: 'image/jpeg', bytes: 1_000, width: 800, height: 600 };

describe('an image is left as it is', () => {
  test.each([
    ['where the channel takes it', photo, { mimeTypes: ['image/jpeg'], maxBytes: 1_000 }],
    ['where the channel names no size', photo, { mimeTypes: ['image/jpeg'], maxBytes: null }],
    ['where the channel takes nothing that can be made of it', photo, { mimeTypes: ['image/bmp'], maxBytes: 1 }],
    ['where it moves', { ...photo, kind: 'GIF' as const, mimeType: 'image/gif' }, { mimeTypes: all, maxBytes: 1 }],
    [
      'where it is a video',
      { ...photo, kind: 'VIDEO' as const, mimeType: 'video/mp4' },
      { mimeTypes: all, maxBytes: 1 },
    ],
    [
      'where it is as large as the channel takes it, lying or upright',
      photo,
      { mimeTypes: ['image/jpeg'], maxBytes: null, maxSides: { short: 600, long: 800 } },
    ],
    ['where it is a document', { ...photo, kind: 'DOCUMENT' as const }, { mimeTypes: all, maxBytes: 1 }],
  ])('%s', (_where, facts, rule) => {
    expect(fitOf(facts, { maxSides: null, ...rule })).toBeNull();
  });
});

describe('an image is made to fit', () => {
  test.each([
    ['image/avif', all, 'image/jpeg'],
    ['image/webp', ['image/png', 'image/jpeg'], 'image/jpeg'],
    ['image/jpeg', ['image/webp', 'image/png'], 'image/png'],
    ['image/png', ['image/webp'], 'image/webp'],
  ])('%s, where %j are taken, as %s', (mimeType, mimeTypes, expected) => {
    const fit = fitOf({ ...photo, mimeType }, { mimeTypes, maxBytes: 5_000, maxSides: null });
    expect(fit).toEqual({ mimeType: expected, maxBytes: 5_000 });
  });

  test.each([
    ['image/jpeg', all, 'image/jpeg'],
    ['image/webp', all, 'image/webp'],
    ['image/png', all, 'image/webp'],
    ['image/png', ['image/png', 'image/jpeg'], 'image/png'],
    ['image/gif', all, 'image/jpeg'],
    ['image/avif', [...all, 'image/avif'], 'image/jpeg'],
  ])('one byte too many, %s where %j are taken, as %s', (mimeType, mimeTypes, expected) => {
    const fit = fitOf({ ...photo, mimeType }, { mimeTypes, maxBytes: 999, maxSides: null });
    expect(fit).toEqual({ mimeType: expected, maxBytes: 999 });
  });

  test.each([
    ['wide', { short: 600, long: 799 }],
    ['high', { short: 599, long: 800 }],
  ])('one pixel too %s, with the sides that it may have', (_how, maxSides) => {
    const fit = fitOf(photo, { mimeTypes: all, maxBytes: null, maxSides });
    expect(fit).toEqual({ mimeType: 'image/jpeg', maxBytes: null, maxSides });
  });
});
