import { describe, expect, test } from 'vitest';
import { type PostPageRequest, pageStatement } from '../../src/queries/page-statement.ts';
import { allParts } from '../../src/queries/post-rows.ts';

const plain: PostPageRequest = {
  ...{ direction: 'forward', size: 20, after: null, before: null },
  ...{ order: 'CREATED_DESC', filter: {} },
};
const place = { id: 'post_00000000000000000000000001', time: new Date('2026-01-01') };

describe('the statement of a plain page', () => {
  test('is the same text for whoever reads, with values of their own', () => {
    const first = pageStatement('wksp_1', plain);
    const second = pageStatement('wksp_2', { ...plain, size: 5, filter: { search: null } });
    expect(second.text).toBe(first.text);
    expect(new Set(first.values)).toEqual(new Set(['wksp_1', 20, 21]));
    expect(second.values).toEqual(
      first.values.map((value) =>
        new Map<unknown, unknown>([
          ['wksp_1', 'wksp_2'],
          [20, 5],
          [21, 6],
        ]).get(value),
      ),
    );
  });

  test('is another one for each order, direction and set of parts', () => {
    const pages: PostPageRequest[] = [
      plain,
      { ...plain, direction: 'backward' },
      { ...plain, order: 'SCHEDULED_ASC' },
      ...Object.keys(allParts).map((part) => ({ ...plain, parts: { ...allParts, [part]: false } })),
    ];
    expect(new Set(pages.map((page) => pageStatement('wksp_1', page).text)).size).toBe(pages.length);
  });
});

test.each<[string, Partial<PostPageRequest>]>([
  ['after a cursor', { after: place }],
  ['before a cursor', { before: place }],
  ['with a filter', { filter: { statuses: ['DRAFT'] } }],
  ['with a filter that nothing passes', { filter: { statuses: [] } }],
])('a page %s asks for what it has more than a plain one', (_name, more) => {
  expect(pageStatement('wksp_1', { ...plain, ...more }).text).not.toBe(pageStatement('wksp_1', plain).text);
});
