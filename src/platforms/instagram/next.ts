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
import { carouselForm, itemForm, singleForm, storyForm } from './container-form.ts';
import { nextOfComment } from './next-of-comment.ts';
import { publishedSchema, publishSchema } from './wire.ts';

/** What is to be done next for a segment: a comment below the root, or a container, published when it is ready, and its address. */
export function next(segment: SegmentToPublish, journal: readonly JournalEntry[], now: Date): Next {
  const moment = { journal, now };
  if (segment.root !== null) return nextOfComment(segment, segment.root, moment);
  const published = publishedSchema.safeParse(lastDone(journal, 'publish'));
  if (published.success) return finish(published.data, journal);
  if (lastDone(journal, 'check_limit') === undefined)
    return { do: 'call', call: { name: 'check_limit', kind: 'check', request: {} } };
  const container = postContainer(segment, moment);
  if ('todo' in container) return container.todo;
  const first = journal.find(({ name }) => name === 'publish');
  const request = {
    plannedAt: publishSchema.safeParse(first?.request).data?.plannedAt ?? now.toISOString(),
    containerId: container.ready,
    caption: segment.type === 'STORY' ? '' : segment.text,
    isStory: segment.type === 'STORY',
    again: first !== undefined,
  };
  return { do: 'call', call: { name: 'publish', kind: 'commit', request } };
}

/** The container that is published: a story, an image, a reel, or a carousel of containers that are ready. */
function postContainer(segment: SegmentToPublish, moment: Moment): Prepared<string> {
  const { media, type } = segment;
  const [medium] = media;
  if (medium === undefined) throw new Error('A post for Instagram came without a medium.');
  const form = (): Prepared<ContainerForm> => {
    if (type === 'STORY') return { ready: storyForm(medium) };
    if (media.length === 1) return { ready: singleForm(medium, segment) };
    const children = prepareItems(segment, moment);
    return 'todo' in children ? children : { ready: carouselForm(children.ready, segment) };
  };
  return prepareContainer({ name: 'post', form, failureOf: containerFailure }, moment);
}

/** https://developers.facebook.com/docs/instagram-platform/content-publishing#carousel-posts: each has to be ready before the carousel is made. */
function prepareItems(segment: SegmentToPublish, moment: Moment): Prepared<string[]> {
  const slots = segment.media.map((medium, index) => ({
    name: `item.${index}`,
    form: () => ({ ready: itemForm(medium, index, segment) }),
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
