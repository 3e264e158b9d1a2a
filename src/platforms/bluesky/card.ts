import type { JsonObject } from '../../domain/json.ts';
import { lastDone } from '../last-done.ts';
import type { JournalEntry, LinkToPublish, Next } from '../platform.ts';
import { blobOf, uploadBlob } from './blobs.ts';
import { cardSchema } from './wire.ts';

const THUMBNAIL = 'thumbnail';

/** A link's card: what its page says, and its picture where the server takes that. */
export function cardOf(
  link: LinkToPublish,
  journal: readonly JournalEntry[],
  now: Date,
): { embed: JsonObject } | { next: Next } {
  const card = cardSchema.safeParse(lastDone(journal, 'read_link_card')).data;
  if (card === undefined)
    return { next: { do: 'call', call: { name: 'read_link_card', kind: 'check', request: { link } } } };
  const { title, description, thumbnail } = card;
  const thumb = thumbnail === null ? null : blobOf(THUMBNAIL, journal, now);
  if (thumbnail !== null && thumb === null && !isRefused(journal))
    return { next: uploadBlob(THUMBNAIL, thumbnail, true) };
  const external = { uri: link.url, title, description, ...(thumb === null ? {} : { thumb }) };
  return { embed: { $type: 'app.bsky.embed.external', external } };
}

function isRefused(journal: readonly JournalEntry[]): boolean {
  const upload = journal.findLast(({ name, request }) => name === 'upload_blob' && request.file === THUMBNAIL);
  return upload?.status === 'REFUSED' && !upload.beforeRetry;
}
