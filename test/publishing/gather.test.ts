import { expect, it } from 'vitest';
import { gather } from '../../src/publishing/gather.ts';

/** Doubles numbers: 13 is refused alone, and with 0 nothing works. */
function doubling(passes: (error: unknown) => boolean = () => false) {
  const groups: (readonly number[])[] = [];
  const double = gather(async (numbers: readonly number[]) => {
    groups.push(numbers);
    if (numbers.includes(0)) throw new RangeError('Nothing is made of 0.');
    return numbers.map((number) => (number === 13 ? new Error('13 brings bad luck.') : number * 2));
  }, passes);
  return { groups, double };
}

const outcomes = async (all: readonly Promise<number>[]) =>
  (await Promise.allSettled(all)).map((one) => (one.status === 'fulfilled' ? one.value : one.reason.message));

it('does together what is asked for at about the same time, and refuses what is wrong alone', async () => {
  const { groups, double } = doubling();
  expect(await outcomes([1, 13, 3].map(double))).toEqual([2, '13 brings bad luck.', 6]);
  expect(await double(4)).toBe(8);
  expect(groups).toEqual([[1, 13, 3], [4]]);
});

it('makes no group larger than 100', async () => {
  const { groups, double } = doubling();
  const numbers = Array.from({ length: 250 }, (_, index) => 100 + index);
  expect(await Promise.all(numbers.map(double))).toEqual(numbers.map((number) => number * 2));
  expect(groups.map(({ length }) => length)).toEqual([100, 100, 50]);
});

it('where one spoils it for all, does each by itself', async () => {
  const { groups, double } = doubling();
  expect(await outcomes([1, 0, 3].map(double))).toEqual([2, 'Nothing is made of 0.', 6]);
  expect(groups).toEqual([[1, 0, 3], [1], [0], [3]]);
});

it('does nothing again where that would not help', async () => {
  const { groups, double } = doubling((error) => error instanceof RangeError);
  expect(await outcomes([1, 0].map(double))).toEqual(['Nothing is made of 0.', 'Nothing is made of 0.']);
  expect(groups).toEqual([[1, 0]]);
});
