import type { z } from 'zod';
import { lastDone } from '../last-done.ts';
import type { JournalEntry, Next, SegmentToPublish } from '../platform.ts';
import {
  type ContainerForm,
  type Moment,
  type Prepared,
  prepareContainer,
  prepareContainers,
} from '../prepare-container.ts';
import { containerFailure } from './container-failure.ts';
import { mediumForm, segmentForm } from './container-form.ts';
import { foundSchema, publishedSchema, publishSchema } from './wire.ts';

/** What is to be done next for a segment: see that the day's limit has room, make its container, publish that, read its address. */
export function next(segment: SegmentToPublish, journal: readonly JournalEntry[], now: Date): Next {
  const moment = { journal, now };
  const published = publishedSchema.safeParse(lastDone(journal, 'publish'));
  if (published.success) return finish(published.data, journal);
  const parent = findParent(segment, moment);
  if ('todo' in parent) return parent.todo;
  const isReply = parent.ready !== null;
  if (lastDone(journal, 'check_limit') === undefined)
    return { do: 'call', call: { name: 'check_limit', kind: 'check', request: { isReply } } };
  const container = postContainer(segment, parent.ready, moment);
  if ('todo' in container) return container.todo;
  const first = journal.find(({ name }) => name === 'publish');
  const plannedAt = publishSchema.safeParse(first?.request).data?.plannedAt ?? now.toISOString();
  const request = { plannedAt, containerId: container.ready, text: segment.text, isReply, again: first !== undefined };
  return { do: 'call', call: { name: 'publish', kind: 'commit', request } };
}

/** The id of the post that is replied to, null for a root. A person may have named it by its address, which holds no id. */
function findParent({ parent }: SegmentToPublish, { journal }: Moment): Prepared<string | null> {
  if (parent === null) return { ready: null };
  const remoteId = parent.remoteId ?? '';
  if (/^\d+$/.test(remoteId)) return { ready: remoteId };
  const shortcode = shortcodeIn(remoteId);
  if (shortcode === null) return { todo: unanswerable };
  const found = foundSchema.safeParse(lastDone(journal, 'find_post'));
  if (!found.success)
    return { todo: { do: 'call', call: { name: 'find_post', kind: 'check', request: { shortcode } } } };
  return found.data.id === null ? { todo: unanswerable } : { ready: found.data.id };
}

/** The part of a post's address that names it: https://www.threads.net/@ada/post/C8nRVUBPm1q */
export function shortcodeIn(address: string): string | null {
  return /\/(?:post|t)\/([\w-]+)/.exec(address)?.[1] ?? null;
}

/** The container that is published: a text, a medium, or a carousel of containers that are ready. */
function postContainer(segment: SegmentToPublish, parentId: string | null, moment: Moment): Prepared<string> {
  const { media } = segment;
  const said = segmentForm(segment, parentId);
  const form = (): Prepared<ContainerForm> => {
    const [medium] = media;
    if (medium === undefined) return { ready: { media_type: 'TEXT', ...said } };
    if (media.length === 1) return { ready: { ...mediumForm(medium), ...said } };
    const children = prepareItems(segment, moment);
    if ('todo' in children) return children;
    return { ready: { media_type: 'CAROUSEL', children: children.ready.join(','), ...said } };
  };
  return prepareContainer({ name: 'post', form, failureOf: containerFailure }, moment);
}

/** https://developers.facebook.com/docs/threads/posts#carousel-posts: each has to be ready before the carousel is made. */
function prepareItems({ media }: SegmentToPublish, moment: Moment): Prepared<string[]> {
  const slots = media.map((medium, index) => ({
    name: `item.${index}`,
    form: () => ({ ready: { ...mediumForm(medium), is_carousel_item: 'true' } }),
    failureOf: containerFailure,
  }));
  return prepareContainers(slots, moment);
}

/** The end of what is published: its address is asked for once. */
function finish({ id, permalink }: z.infer<typeof publishedSchema>, journal: readonly JournalEntry[]): Next {
  const asked = journal.findLast(({ name, request }) => name === 'read_permalink' && request.id === id);
  const isAnswered = asked?.status === 'DONE' || asked?.status === 'REFUSED';
  if (id !== null && permalink === null && !isAnswered)
    return { do: 'call', call: { name: 'read_permalink', kind: 'check', request: { id }, optional: true } };
  const url = permalink ?? publishedSchema.safeParse(asked?.result).data?.permalink ?? null;
  return { do: 'finish', published: { remoteId: id, url, ref: null } };
}

const unanswerable: Next = {
  do: 'fail',
  failure: {
    kind: 'not_found',
    message: 'The post that this replies to is not known by an id, so nothing can reply to it.',
    hint: 'Mark it as published with its id, or the address of one of the account’s latest posts, or publish the rest as a new post.',
  },
};
