import type { z } from 'zod';
import { MINUTE } from '../media-rule.ts';
import { nextLook } from '../next-look.ts';
import type { JournalEntry, Next, SegmentToPublish } from '../platform.ts';
import { postOf } from './post.ts';
import { createSchema, postSchema } from './wire.ts';

/** Google pulls the photo before it answers. */
const CREATE_TIMEOUT_MS = MINUTE;

/** Google checks a post for minutes: after this time it is left alone. */
const WATCHED_MS = 15 * MINUTE;

type Post = z.infer<typeof postSchema>;

/** What is to be done next for a post: create it, watch Google check it, done. */
export function next(segment: SegmentToPublish, journal: readonly JournalEntry[], now: Date): Next {
  const created = journal.findLast(({ name, status }) => name === 'create_post' && status === 'DONE');
  if (created === undefined) return create(segment, journal, now);
  const { name } = postSchema.parse(created.result);
  const looks = journal.filter((entry) => entry.name === 'check_post' && entry.request.name === name);
  const last = looks.findLast(({ status }) => status === 'DONE') ?? created;
  const post = postSchema.parse(last.result);
  if (post.state === 'REJECTED') return last.beforeRetry ? create(segment, journal, now) : rejected;
  const tries = looks.filter(({ beforeRetry }) => !beforeRetry);
  const at = nextLook({ since: created.startedAt, looks: tries, withinMs: WATCHED_MS });
  if (post.state !== 'PROCESSING' || at === null) return finish(post);
  if (at > now) return { do: 'wait', until: at };
  return { do: 'call', call: { name: 'check_post', kind: 'check', request: { name }, optional: true } };
}

function create(segment: SegmentToPublish, journal: readonly JournalEntry[], now: Date): Next {
  const first = journal.find(({ name, beforeRetry }) => name === 'create_post' && !beforeRetry);
  const plannedAt = createSchema.safeParse(first?.request).data?.plannedAt ?? now.toISOString();
  const request = { plannedAt, post: postOf(segment) };
  return { do: 'call', call: { name: 'create_post', kind: 'commit', request, timeoutMs: CREATE_TIMEOUT_MS } };
}

function finish({ name, searchUrl }: Post): Next {
  return { do: 'finish', published: { remoteId: name, url: searchUrl ?? null, ref: null } };
}

const rejected: Next = {
  do: 'fail',
  failure: {
    kind: 'policy_blocked',
    message: 'Google rejected the post after checking it, and does not say why.',
    hint: 'Leave links and phone numbers out of the text (a button leads where they should), say nothing twice, and send it as a new post.',
  },
};
