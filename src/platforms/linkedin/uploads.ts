import type { JsonObject } from '../../domain/json.ts';
import type { JournalEntry, Next } from '../platform.ts';
import { type Begun, beginSchema, begunSchema, type File, sentSchema, statusSchema } from './upload-wire.ts';

/** What is recorded, and the time at which it is read. */
export type Moment = { journal: readonly JournalEntry[]; now: Date };

/** Slower than this many bytes a millisecond, an upload is given up. */
const SLOWEST = 100;
const SHORTEST_TIMEOUT_MS = 30_000;

/** The next call that brings a file up, or null where it is up. */
export function uploadStep(file: File, owner: string, moment: Moment): Next | null {
  const begun = uploadOf(file, moment);
  if (begun === null) return call('begin_upload', { owner, file });
  const { urn, parts } = begun;
  const sent = parts.map((_, index) => sentPart(urn, index, moment));
  const index = sent.indexOf(undefined);
  const part = parts[index];
  if (part !== undefined) {
    const timeoutMs = SHORTEST_TIMEOUT_MS + Math.ceil((part.last - part.first) / SLOWEST);
    return call('upload_part', { urn, kind: file.kind, key: file.key, index, ...part }, timeoutMs);
  }
  if (file.kind !== 'videos' || entriesFor('finish_upload', urn, moment).some(isDone)) return null;
  const etags = sent.map((entry) => sentSchema.parse(entry?.result).etag);
  return call('finish_upload', { urn, etags });
}

/** The upload that a file's URN comes from, or null where one has to be begun. */
export function uploadOf(file: File, moment: Moment): Begun | null {
  const entry = moment.journal.findLast(
    (entry) => entry.name === 'begin_upload' && isDone(entry) && beginSchema.parse(entry.request).file.id === file.id,
  );
  if (entry === undefined) return null;
  const begun = begunSchema.parse(entry.result);
  const isUp = begun.parts.every((_, index) => sentPart(begun.urn, index, moment) !== undefined);
  const isOver = isUp ? entry.beforeRetry && hasFailed(begun.urn, moment) : isLost(begun, file, moment);
  return isOver ? null : begun;
}

/** The calls of a name that were made about an upload. */
export function entriesFor(name: string, urn: string, { journal }: Pick<Moment, 'journal'>): JournalEntry[] {
  return journal.filter((entry) => entry.name === name && entry.request.urn === urn);
}

/** Its address is no longer good, or was refused; or it was sent whole, and that cannot be done twice. */
function isLost({ urn, expiresAt }: Begun, file: File, moment: Moment): boolean {
  if (expiresAt !== null && moment.now >= new Date(expiresAt)) return true;
  const tried = entriesFor('upload_part', urn, moment);
  return file.kind === 'videos' ? tried.some(({ status }) => status === 'REFUSED') : tried.length > 0;
}

/** Asked where a person has decided to try again: whether this file may be why. */
function hasFailed(urn: string, moment: Moment): boolean {
  const refused = [
    ...entriesFor('finish_upload', urn, moment),
    ...moment.journal.filter(({ kind }) => kind === 'commit'),
  ];
  if (refused.some(({ status, beforeRetry }) => status === 'REFUSED' && beforeRetry)) return true;
  const last = entriesFor('check_upload', urn, moment).findLast(isDone);
  return last?.beforeRetry === true && statusSchema.parse(last.result).status !== 'AVAILABLE';
}

function sentPart(urn: string, index: number, moment: Moment): JournalEntry | undefined {
  return entriesFor('upload_part', urn, moment).find((entry) => isDone(entry) && entry.request.index === index);
}

function isDone({ status }: JournalEntry): boolean {
  return status === 'DONE';
}

function call(name: string, request: JsonObject, timeoutMs?: number): Next {
  return { do: 'call', call: { name, kind: 'prepare', request, ...(timeoutMs === undefined ? {} : { timeoutMs }) } };
}
