import { expect, test } from 'vitest';
import { createSlots } from '../../src/media/slots.ts';

test('so many run at a time, and the others in the order in which they came', async () => {
  const inSlot = createSlots(2);
  const [began, ends]: [number[], (() => void)[]] = [[], []];
  const run = (name: number) =>
    inSlot(() => {
      began.push(name);
      return new Promise<void>((resolve, reject) => {
        ends[name] = name === 0 ? () => reject(new Error('It failed.')) : resolve;
      });
    });
  const all = Promise.allSettled([0, 1, 2, 3].map(run));
  expect(began).toEqual([0, 1]);
  ends[0]?.();
  await expect.poll(() => began).toEqual([0, 1, 2]);
  ends[2]?.();
  await expect.poll(() => began).toEqual([0, 1, 2, 3]);
  for (const end of [ends[1], ends[3]]) end?.();
  expect((await all).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
});
