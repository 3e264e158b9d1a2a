import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSealer } from '../../src/database/sealer.ts';

const key = randomBytes(32);
const secret = '{"accessToken":"tøken-😀"}';

test('opens what it sealed, for the same row', () => {
  const sealer = createSealer(key);
  const envelope = sealer.seal(secret, 'acct_1');
  expect(envelope).toMatch(/^v1\.k1\.[\w-]{16}\.[\w-]{22}\.[\w-]+$/);
  expect(sealer.open(envelope, 'acct_1')).toBe(secret);
  expect(sealer.open(sealer.seal('', 'acct_1'), 'acct_1')).toBe('');
});

test('seals the same text differently every time', () => {
  const sealer = createSealer(key);
  expect(sealer.seal(secret, 'acct_1')).not.toBe(sealer.seal(secret, 'acct_1'));
});

test('does not open what was sealed for another row', () => {
  const sealer = createSealer(key);
  expect(() => sealer.open(sealer.seal(secret, 'acct_1'), 'acct_2')).toThrow("What acct_2 keeps can't be opened");
});

test('does not open what was altered, in whichever part', () => {
  const sealer = createSealer(key);
  const parts = sealer.seal(secret, 'acct_1').split('.');
  for (const index of [2, 3, 4]) {
    const part = parts[index] ?? '';
    const altered = parts.with(index, `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}`).join('.');
    expect(() => sealer.open(altered, 'acct_1')).toThrow("can't be opened");
  }
});

test.each(['', 'plain text', 'v2.k1.a.b.c', 'v1.k1..', 'v1.k1.AAAAAAAAAAAAAAAA.AAAA.AAAA'])(
  'knows that "%s" is no envelope',
  (text) => {
    expect(() => createSealer(key).open(text, 'acct_1')).toThrow('What acct_1 keeps is not an envelope');
  },
);

test('names the key that is missing, and never the content', () => {
  const envelope = createSealer(key, 'k9').seal(secret, 'acct_1');
  expect(() => createSealer(key).open(envelope, 'acct_1')).toThrow(/^((?!tøken).)*the key "k9", which is not set/);
});

test('seals with the first key and opens with the older ones', () => {
  const old = createSealer(key, 'k1').seal(secret, 'acct_1');
  const sealer = createSealer([
    { id: 'k2', key: randomBytes(32) },
    { id: 'k1', key },
  ]);
  expect(sealer.open(old, 'acct_1')).toBe(secret);
  expect(sealer.seal(secret, 'acct_1')).toMatch(/^v1\.k2\./);
});

test('does not open with another key of the same id', () => {
  const envelope = createSealer(key).seal(secret, 'acct_1');
  expect(() => createSealer(randomBytes(32)).open(envelope, 'acct_1')).toThrow('the key "k1" is another');
});

test("refuses a key that is too short, or an id that an envelope can't carry", () => {
  expect(() => createSealer(randomBytes(16))).toThrow('has 16 bytes; it needs 32');
  expect(() => createSealer(key, 'a.b')).toThrow("can't be the id of a key");
});
