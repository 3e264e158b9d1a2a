import { GraphQLError } from 'graphql';
import type { UploadedFile } from '../src/actions/upload-media.ts';
import { builder } from './builder.ts';

const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;
const earliest = Date.parse('0001-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');

builder.scalarType('DateTime', {
  description:
    'A time as RFC 3339 writes it, with Z or an offset: 2026-11-22T09:30:00Z, 2026-11-22T10:30:00+01:00. Answered in UTC with milliseconds.',
  serialize: (time) => (typeof time === 'string' ? time : time.toISOString()),
  parseValue: parseTime,
});

builder.scalarType('URL', {
  description: 'An absolute http or https address. Only in answers: inputs take a String.',
  serialize: (url) => url,
  parseValue: () => {
    throw refused('URL is for answers only.');
  },
});

builder.scalarType('File', {
  description:
    'A file, sent in a multipart/form-data request as the GraphQL multipart request specification says. Only in inputs.',
  serialize: () => {
    throw refused('File is for inputs only.');
  },
  parseValue: parseFile,
  parseLiteral: () => {
    throw refused(notAFile);
  },
});

const notAFile = 'This is no file. Send one in a multipart/form-data request, and name it in its map.';

/** Nothing in JSON has functions: what has them is a file of the request. */
function parseFile(value: unknown): UploadedFile {
  if (!isFile(value)) throw refused(notAFile);
  return value;
}

function isFile(value: unknown): value is UploadedFile {
  if (typeof value !== 'object' || value === null) return false;
  const { name, stream } = value as Partial<UploadedFile>;
  return typeof name === 'string' && typeof stream === 'function';
}

function parseTime(text: unknown): Date {
  const [, year, month, day] = (typeof text === 'string' && rfc3339.exec(text)) || [];
  if (typeof text !== 'string' || year === undefined) throw notATime(text);
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  const time = Date.parse(text);
  const inCalendar = Number(day) >= 1 && (Number(year) < 100 || Number(day) <= lastDay);
  if (!inCalendar || !(time >= earliest && time <= latest)) throw notATime(text);
  return new Date(time);
}

function notATime(value: unknown): GraphQLError {
  return refused(`${JSON.stringify(value)} is no time. Write it with Z or an offset, such as 2026-11-22T09:30:00Z.`);
}

function refused(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
