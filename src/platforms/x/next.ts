import type { JsonObject } from '../../domain/json.ts';
import { lastDone } from '../last-done.ts';
import type { JournalEntry, Next, Published, SegmentToPublish } from '../platform.ts';
import { schema } from './options.ts';
import { prepareMedium } from './prepare-medium.ts';
import { createdSchema, createSchema } from './wire.ts';

/** The commits: with media it is looked for longer, should its answer be lost. */
const CREATE = 'create_post';
const CREATE_WITH_MEDIA = 'create_media_post';

/** In minutes. */
const A_DAY = 1_440;

/** What is to be done next for a segment: upload its media chunk by chunk, let X process them, create the post, done. */
export function next(segment: SegmentToPublish, journal: readonly JournalEntry[], now: Date): Next {
  const { media, parent } = segment;
  const commit = media.length === 0 ? CREATE : CREATE_WITH_MEDIA;
  const created = createdSchema.safeParse(lastDone(journal, commit));
  if (created.success) return { do: 'finish', published: published(created.data.id, segment) };
  const parentId = parent === null ? null : postIdIn(parent.remoteId ?? '');
  if (parentId === '') return unanswerable;

  if (media.length > 0 && parent === null && schema.parse(segment.options).pollOptions) return pollWithMedia;
  const mediaIds: string[] = [];
  for (const [position, medium] of media.entries()) {
    const prepared = prepareMedium(medium, position, { journal, now });
    if ('todo' in prepared) return prepared.todo;
    mediaIds.push(prepared.ready);
  }
  const plannedAt = firstPlannedAt(journal, commit) ?? now.toISOString();
  const request = { plannedAt, post: postOf(segment, mediaIds, parentId) };
  return { do: 'call', call: { name: commit, kind: 'commit', request } };
}

/** https://docs.x.com/x-api/posts/create-post */
function postOf({ text, options, parent }: SegmentToPublish, mediaIds: string[], parentId: string | null): JsonObject {
  return {
    ...(text === '' ? {} : { text }),
    ...(mediaIds.length === 0 ? {} : { media: { media_ids: mediaIds } }),
    ...(parentId === null ? {} : { reply: { in_reply_to_tweet_id: parentId } }),
    ...chosen(options, parent === null),
  };
}

/** What the author chose. Who may reply, in which community, and a poll belong to a conversation’s first post; labels to each. */
function chosen(options: JsonObject, isRoot: boolean): JsonObject {
  const { replySettings, communityId, madeWithAi, paidPartnership, pollOptions, pollMinutes } = schema.parse(options);
  return {
    ...(replySettings && isRoot ? { reply_settings: replySettings } : {}),
    ...(communityId && isRoot ? { community_id: communityId } : {}),
    ...(pollOptions && isRoot ? { poll: { options: pollOptions, duration_minutes: pollMinutes ?? A_DAY } } : {}),
    ...(madeWithAi ? { made_with_ai: true } : {}),
    ...(paidPartnership ? { paid_partnership: true } : {}),
  };
}

/** When the segment's first post was planned: a look for any of them starts there, for a duplicate may be of the first. */
function firstPlannedAt(journal: readonly JournalEntry[], commit: string): string | null {
  const first = journal.find(({ name }) => name === commit);
  return createSchema.safeParse(first?.request).data?.plannedAt ?? null;
}

/** A post's id, out of its address where a person gave that; empty where it has none. */
export function postIdIn(remoteId: string): string {
  return /(?:^|\/status\/)(\d{1,19})(?:$|[/?#])/.exec(remoteId)?.[1] ?? '';
}

/** Answers have no address; https://docs.x.com/x-api/fundamentals/data-dictionary shows how they are built. */
function published(id: string, { account }: SegmentToPublish): Published {
  return { remoteId: id, url: `${account.webUrl}/${account.username}/status/${id}`, ref: null };
}

const unanswerable: Next = {
  do: 'fail',
  failure: {
    kind: 'not_found',
    message: 'The post that this replies to was marked as published without its id, so nothing can reply to it.',
    hint: 'Mark it as published with the address of the post, or publish the rest as a new post.',
  },
};

const pollWithMedia: Next = {
  do: 'fail',
  failure: { kind: 'unsupported', message: 'A post on X shows a poll or media, and not both.' },
};
