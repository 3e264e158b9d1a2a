import { describe, expect, test } from 'vitest';
import { BadRequest } from '../../src/queries/bad-request.ts';
import { type PageArguments, pageRequest } from '../../src/queries/page-request.ts';
import { decodePostCursor, encodePostCursor } from '../../src/queries/post-cursor.ts';

const decode = (text: string) => (text.startsWith('c') ? text : null);
const read = (args: PageArguments) => pageRequest(args, { maxPageSize: 100, decode });

function refusal(args: PageArguments) {
  try {
    read(args);
  } catch (error) {
    if (error instanceof BadRequest) return { code: error.code, paths: error.issues.map(({ path }) => path.join('.')) };
    throw error;
  }
  return null;
}

describe('pageRequest', () => {
  test('reads 20 items forward by default', () => {
    expect(read({})).toEqual({ direction: 'forward', size: 20, after: null, before: null });
    expect(read({ first: null, after: null })).toEqual({ direction: 'forward', size: 20, after: null, before: null });
  });

  test('reads either direction between cursors', () => {
    expect(read({ first: 100, after: 'c1' })).toEqual({ direction: 'forward', size: 100, after: 'c1', before: null });
    expect(read({ last: 1, before: 'c2' })).toEqual({ direction: 'backward', size: 1, after: null, before: 'c2' });
  });

  test.each([
    [{ first: 0 }, 'BAD_USER_INPUT', ['first']],
    [{ first: -1 }, 'BAD_USER_INPUT', ['first']],
    [{ first: 101 }, 'BAD_USER_INPUT', ['first']],
    [{ last: 101 }, 'BAD_USER_INPUT', ['last']],
    [{ first: 1, last: 1 }, 'BAD_USER_INPUT', ['last']],
    [{ after: 'x' }, 'CURSOR_INVALID', ['after']],
    [{ last: 5, before: '' }, 'CURSOR_INVALID', ['before']],
    [{ first: 0, last: 101, after: 'x', before: 'y' }, 'BAD_USER_INPUT', ['first', 'last', 'last', 'after', 'before']],
  ])('refuses %j, naming everything that is wrong', (args, code, paths) => {
    expect(refusal(args)).toEqual({ code, paths });
  });
});

describe('a cursor of a post', () => {
  const id = 'post_01h455vb4pex5vsknk084sn02q';
  const encoded = (text: string) => Buffer.from(text).toString('base64url');

  test.each(['2026-11-22T09:30:00.123Z', '1969-07-20T20:17:40Z', null])('keeps its place (%s)', (text) => {
    const place = { time: text === null ? null : new Date(text), id };
    expect(decodePostCursor('OCCURS_ASC', encodePostCursor('OCCURS_ASC', place))).toEqual(place);
  });

  test('is of one order', () => {
    const cursor = encodePostCursor('CREATED_DESC', { time: new Date(1), id });
    expect(decodePostCursor('CREATED_ASC', cursor)).toBeNull();
    expect(decodePostCursor('OCCURS_DESC', cursor)).toBeNull();
  });

  test.each([
    '',
    'garbage',
    id,
    encoded('p1:CREATED_DESC:1:acct_01h455vb4pex5vsknk084sn02q'),
    encoded(`p1:CREATED_DESC:never:${id}`),
    encoded(`p1:CREATED_DESC:01:${id}`),
    encoded(`p1:CREATED_DESC:999999999999999:${id}`),
    encoded(`p1:CREATED_DESC:-999999999999999:${id}`),
    encoded(`p1:CREATED_DESC:1:${id}'`),
    encoded(`p1:1:${id}`),
    encoded('e1:1'),
  ])('that is none of ours (%j) is null', (text) => {
    expect(decodePostCursor('CREATED_DESC', text)).toBeNull();
  });
});
