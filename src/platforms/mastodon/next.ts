import type { z } from 'zod';
import type { JsonObject } from '../../domain/json.ts';
import { lastDone } from '../last-done.ts';
import type { JournalEntry, Next, Published, SegmentToPublish } from '../platform.ts';
import { attachmentsOf } from './attachments.ts';
import { schema } from './options.ts';
import { createSchema, statusSchema } from './wire.ts';

/** What is to be done next for a segment: upload its media, wait until they are ready, send the status, done. */
export function next(segment: SegmentToPublish, journal: readonly JournalEntry[], now: Date): Next {
  const created = statusSchema.safeParse(lastDone(journal, 'create_status'));
  if (created.success) return { do: 'finish', published: published(created.data, segment) };
  const { parent } = segment;
  if (parent !== null && parent.remoteId === null) return unanswerable;
  const attachments = attachmentsOf(segment.media, journal, now);
  if ('next' in attachments) return attachments.next;
  const { ids } = attachments;
  const request = {
    idempotencyKey: `${segment.id}.${segment.round}`,
    plannedAt: firstPlannedAt(journal) ?? now.toISOString(),
    status: segment.text,
    ...(ids.length === 0 ? {} : { media_ids: ids }),
    ...(parent === null ? {} : { in_reply_to_id: statusIdIn(parent.remoteId ?? '') }),
    ...chosen(segment.options),
  };
  return { do: 'call', call: { name: 'create_status', kind: 'commit', request } };
}

/** What the author chose, as statuses say it: of each of a thread, for what is said of the first is meant of all. */
function chosen(options: JsonObject): JsonObject {
  const { visibility, spoilerText, sensitive, language } = schema.parse(options);
  return {
    ...(visibility ? { visibility } : {}),
    ...(spoilerText ? { spoiler_text: spoilerText } : {}),
    ...(typeof sensitive === 'boolean' ? { sensitive } : {}),
    ...(language ? { language } : {}),
  };
}

/** When the segment's first status was planned: a look for any of them starts there. */
function firstPlannedAt(journal: readonly JournalEntry[]): string | null {
  const first = journal.find(({ name }) => name === 'create_status');
  return createSchema.safeParse(first?.request).data?.plannedAt ?? null;
}

/** A status's id, out of its address where a person gave that. */
export function statusIdIn(remoteId: string): string {
  const path = remoteId.replace(/[?#].*$/, '').replace(/\/+$/, '');
  return path.slice(path.lastIndexOf('/') + 1);
}

function published({ id, url }: z.infer<typeof statusSchema>, { account }: SegmentToPublish): Published {
  return { remoteId: id, url: url ?? `${account.webUrl}/@${account.username}/${id}`, ref: null };
}

const unanswerable: Next = {
  do: 'fail',
  failure: {
    kind: 'not_found',
    message: 'The status that this replies to was marked as published without its id, so nothing can reply to it.',
    hint: 'Mark it as published with the address of the status, or publish the rest as a new post.',
  },
};
