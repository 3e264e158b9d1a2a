import { describe, expect, it } from 'vitest';
import { checkContainers, type Target } from '../../src/domain/check-containers.ts';
import type { Profile } from '../../src/domain/profile.ts';

const profile: Profile = {
  network: 'tree',
  aliases: [],
  label: 'Tree',
  types: ['POST'],
  textLimits: [
    { max: 10, unit: 'CODE_POINTS' },
    { max: 12, unit: 'UTF8_BYTES' },
  ],
  textLength: (text, unit) => (unit === 'UTF8_BYTES' ? Buffer.byteLength(text) : [...text].length),
  textOnly: true,
  media: [],
  mixesImagesAndVideo: false,
  replies: 'THREAD',
  replyTextLimit: null,
  maxContainers: 3,
  linkPreview: false,
  altText: false,
  removesPosts: true,
};
const oak: Target = { accountId: 'oak', username: 'oak', profile, textLimit: null };
const check = (texts: string[], target: Target = oak) =>
  checkContainers({ containers: texts.map((content) => ({ content })), shorthand: false, at: 'input' }, [target], 25);

describe('checking containers', () => {
  it('takes a text at the limit and refuses one more, saying by how much', () => {
    expect(check(['a'.repeat(10)])).toEqual([]);
    expect(check(['a'.repeat(11)])).toMatchObject([
      {
        code: 'TOO_LONG',
        path: ['input', 'containers', '0', 'content'],
        limit: 10,
        actual: 11,
        unit: 'CODE_POINTS',
        network: 'tree',
        accountId: 'oak',
      },
    ]);
  });

  it('checks every limit that a channel has', () => {
    expect(check(['é'.repeat(7)])).toMatchObject([{ code: 'TOO_LONG', limit: 12, actual: 14, unit: 'UTF8_BYTES' }]);
  });

  it('lets the account’s own limit take the place of the channel’s first', () => {
    expect(check(['a'.repeat(11)], { ...oak, textLimit: 11 })).toEqual([]);
  });

  it('lists every container that has no text', () => {
    expect(check(['fine', '  ', ''])).toMatchObject([
      { code: 'REQUIRED', path: ['input', 'containers', '1', 'content'] },
      { code: 'REQUIRED', path: ['input', 'containers', '2', 'content'] },
    ]);
  });

  it('refuses more containers than a channel takes, and any replies where there are none', () => {
    expect(check(['a', 'b', 'c', 'd'])).toMatchObject([{ code: 'TOO_MANY', limit: 3, actual: 4 }]);
    const mute: Target = { ...oak, profile: { ...profile, replies: 'NONE' } };
    expect(check(['a', 'b'], mute)).toMatchObject([{ code: 'REPLIES_UNSUPPORTED', path: ['input', 'containers'] }]);
  });

  it('points at the shorthand where that was used, and at the post where it is stored', () => {
    const long = [{ content: 'a'.repeat(11) }];
    expect(checkContainers({ containers: long, shorthand: true, at: 'input' }, [oak], 25)[0]?.path).toEqual([
      'input',
      'content',
    ]);
    expect(checkContainers({ containers: long, shorthand: false, at: 'post' }, [oak], 25)[0]?.path).toEqual([
      'post',
      'containers',
      '0',
      'content',
    ]);
  });

  it('wants one container at least, and 25 at most', () => {
    expect(check([])).toMatchObject([{ code: 'REQUIRED', path: ['input', 'containers'] }]);
    expect(check(Array.from({ length: 26 }, () => 'a'))).toMatchObject([
      { code: 'TOO_MANY', limit: 25, actual: 26 },
      { limit: 3 },
    ]);
  });
});
