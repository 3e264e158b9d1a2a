import { lastDone } from '../last-done.ts';
import type { Next, Published, SegmentToPublish } from '../platform.ts';
import type { Moment, Prepared } from '../prepare-container.ts';
import { commentSchema, createdSchema, foundSchema } from './wire.ts';

/** A comment on the root; read where that is. https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-media/comments */
export function nextOfComment({ text }: SegmentToPublish, root: Published, { journal, now }: Moment): Next {
  const created = createdSchema.safeParse(lastDone(journal, 'create_comment'));
  if (created.success) return { do: 'finish', published: { remoteId: created.data.id, url: root.url, ref: null } };
  const medium = findMedium(root, { journal, now });
  if ('todo' in medium) return medium.todo;
  const first = journal.find(({ name }) => name === 'create_comment');
  const plannedAt = commentSchema.safeParse(first?.request).data?.plannedAt ?? now.toISOString();
  const request = { plannedAt, mediaId: medium.ready, message: text };
  return { do: 'call', call: { name: 'create_comment', kind: 'commit', request } };
}

/** The id of what is commented on. A person may have named it by its address, which holds no id. */
function findMedium(root: Published, { journal }: Moment): Prepared<string> {
  const remoteId = root.remoteId ?? '';
  if (/^\d+$/.test(remoteId)) return { ready: remoteId };
  const shortcode = /\/(?:p|reel|reels|tv)\/([\w-]+)/.exec(remoteId)?.[1];
  if (shortcode === undefined) return { todo: unanswerable };
  const found = foundSchema.safeParse(lastDone(journal, 'find_medium'));
  if (!found.success)
    return { todo: { do: 'call', call: { name: 'find_medium', kind: 'check', request: { shortcode } } } };
  return found.data.id === null ? { todo: unanswerable } : { ready: found.data.id };
}

const unanswerable: Next = {
  do: 'fail',
  failure: {
    kind: 'not_found',
    message: 'The post that this comments on is not known by an id, so nothing can be said below it.',
    hint: 'Mark it as published with its id, or the address of one of the account’s latest posts, or publish the rest as a new post.',
  },
};
