import { BadRequest, type RequestIssue } from './bad-request.ts';

export type PageArguments = {
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
};

/** A page that can be read: `size` items next to one end of what lies between the two places. */
export type PageRequest<Place> = {
  direction: 'forward' | 'backward';
  size: number;
  after: Place | null;
  before: Place | null;
};

type Options<Place> = { maxPageSize: number; decode(cursor: string): Place | null };

const defaultPageSize = 20;

/**
 * Reads the arguments of a connection.
 * @throws BadRequest naming everything that is wrong: CURSOR_INVALID where it is cursors alone.
 */
export function pageRequest<Place>(args: PageArguments, { maxPageSize, decode }: Options<Place>): PageRequest<Place> {
  const { first, last } = args;
  const after = args.after == null ? null : decode(args.after);
  const before = args.before == null ? null : decode(args.before);
  const sizeIssues = [...checkSize('first', first, maxPageSize), ...checkSize('last', last, maxPageSize)];
  if (first != null && last != null)
    sizeIssues.push({ path: ['last'], message: 'Give first or last, not both: a page has one direction.' });
  const cursorIssues = [
    ...(args.after != null && after === null ? [badCursor('after')] : []),
    ...(args.before != null && before === null ? [badCursor('before')] : []),
  ];
  const issues = [...sizeIssues, ...cursorIssues];
  if (issues.length > 0) throw new BadRequest(sizeIssues.length > 0 ? 'BAD_USER_INPUT' : 'CURSOR_INVALID', issues);
  return {
    direction: last == null ? 'forward' : 'backward',
    size: first ?? last ?? Math.min(defaultPageSize, maxPageSize),
    after,
    before,
  };
}

function checkSize(name: string, size: number | null | undefined, max: number): RequestIssue[] {
  if (size == null || (size >= 1 && size <= max)) return [];
  return [{ path: [name], message: `${name} is ${size}, and a page holds 1 to ${max} items.` }];
}

function badCursor(name: string): RequestIssue {
  return { path: [name], message: `${name} is no cursor of this list. Pass one that pageInfo or an edge gave you.` };
}
