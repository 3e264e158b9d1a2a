import { assertScalarType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { schema } from '../../schema/index.ts';

const dateTime = assertScalarType(schema.getType('DateTime'));

describe('DateTime', () => {
  test.each([
    ['2026-11-22T09:30:00Z', '2026-11-22T09:30:00.000Z'],
    ['2026-11-22T10:30:00+01:00', '2026-11-22T09:30:00.000Z'],
    ['2026-11-22t09:30:00.1234z', '2026-11-22T09:30:00.123Z'],
    ['2024-02-29T00:00:00-12:30', '2024-02-29T12:30:00.000Z'],
  ])('reads %s and answers in UTC', (text, utc) => {
    expect(dateTime.serialize(dateTime.parseValue(text))).toBe(utc);
  });

  test.each([
    '2026-11-22',
    '2026-11-22T09:30:00',
    '2026-11-22 09:30:00Z',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01T00:00:00+24:00',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    'tomorrow',
    '',
    1_764_000_000_000,
    null,
    {},
  ])('refuses %j', (value) => {
    expect(() => dateTime.parseValue(value)).toThrow(
      expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } }),
    );
  });
});
