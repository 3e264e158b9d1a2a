import { SECOND } from './media-rule.ts';
import type { JournalEntry } from './platform.ts';

const PAUSES_MS = [2 * SECOND, 4 * SECOND, 8 * SECOND, 16 * SECOND];
const LONGEST_PAUSE_MS = 30 * SECOND;

type Working = { since: Date; looks: readonly JournalEntry[]; withinMs: number };

/** When to look again at what a network works on, after pauses that grow from 2 s to 30 s; null where it has taken longer than that. */
export function nextLook({ since, looks, withinMs }: Working): Date | null {
  const last = looks.at(-1)?.startedAt ?? since;
  const at = new Date(last.getTime() + (PAUSES_MS[looks.length] ?? LONGEST_PAUSE_MS));
  return at.getTime() - since.getTime() > withinMs ? null : at;
}
