import type { Json } from '../domain/json.ts';
import type { JournalEntry } from './platform.ts';

/** The result of the last call of a name that was answered, or undefined where there is none. */
export function lastDone(journal: readonly JournalEntry[], name: string): Json | undefined {
  return journal.findLast((entry) => entry.name === name && entry.status === 'DONE')?.result;
}
