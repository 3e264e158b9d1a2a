import { createCipheriv, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { encryptPart } from '../../../src/platforms/snapchat/encrypt-part.ts';

const key = randomBytes(32);
const iv = randomBytes(16);

test.for([0, 1, 15, 16])('parts of 32 and %i bytes are together what the whole is, encrypted', (rest) => {
  const file = randomBytes(32 + rest);
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const whole = Buffer.concat([cipher.update(file), cipher.final()]);
  const keys = { key: key.toString('base64'), iv: iv.toString('base64') };
  const first = encryptPart(file.subarray(0, 32), { ...keys, isLast: rest === 0 });
  expect(first.lastBlock).toBe(first.bytes.subarray(-16).toString('base64'));
  const parts = [first.bytes];
  if (rest > 0) parts.push(encryptPart(file.subarray(32), { ...keys, iv: first.lastBlock, isLast: true }).bytes);
  expect(Buffer.concat(parts)).toEqual(whole);
});
