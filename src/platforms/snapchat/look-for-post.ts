import type { LookResult, Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { readListing } from './listing.ts';
import type { Wanted } from './wire.ts';

/** Looks for what a lost commit posted: by its medium, which is ours alone; where lists do not tell that (uncertain), by a description. */
export async function lookForPost(wanted: Wanted, session: Session<Credentials>): Promise<LookResult> {
  const { entries, isWhole } = await readListing(wanted.collection, session);
  const ours = entries.find((entry) => entry.media_id === wanted.mediaId);
  if (ours !== undefined) return found(ours);
  const since = Date.parse(wanted.since);
  const unknown = entries.filter(
    ({ id, media_id, created_at }) =>
      media_id === undefined && !session.isRecorded(id) && !(Date.parse(created_at ?? '') < since),
  );
  const alike = unknown.filter(
    ({ description, created_at }) =>
      created_at !== undefined && wanted.description !== '' && description === wanted.description,
  );
  if (alike[0] !== undefined && alike.length === 1) return found(alike[0]);
  return { verdict: isWhole && unknown.length === 0 ? 'absent' : 'undecided' };
}

function found({ id }: { id: string }): LookResult {
  return { verdict: 'found', result: { id } };
}
