import { describe, expect, test } from 'vitest';
import { decodeEventCursor, encodeEventCursor } from '../../src/domain/event-cursor.ts';

const encoded = (text: string) => Buffer.from(text).toString('base64url');

describe('an event cursor', () => {
  test.each([0n, 1n, 42n, 2n ** 63n - 1n])('keeps %s', (seq) => {
    expect(decodeEventCursor(encodeEventCursor(seq))).toBe(seq);
  });

  test.each([
    '',
    'garbage',
    '42',
    encoded('e1:'),
    encoded('e1:-1'),
    encoded('e1:007'),
    encoded('e1:1 '),
    encoded('p1:1'),
    encoded(`e1:${2n ** 63n}`),
    `${encodeEventCursor(1n)}=`,
  ])('that is none of ours (%j) is null', (text) => {
    expect(decodeEventCursor(text)).toBeNull();
  });
});
