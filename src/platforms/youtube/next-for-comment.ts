import { lastDone } from '../last-done.ts';
import type { Next, Published, SegmentToPublish } from '../platform.ts';
import { commentUrl, videoIdIn } from './ids.ts';
import type { Moment } from './upload-step.ts';
import { commentSchema, createdSchema } from './wire.ts';

/** What is to be done next for a comment on the root's video. https://developers.google.com/youtube/v3/docs/commentThreads/insert */
export function nextForComment(segment: SegmentToPublish, root: Published, { journal, now }: Moment): Next {
  const { account, media, text } = segment;
  const videoId = videoIdIn(root.remoteId ?? '');
  if (videoId === null) return unanswerable;
  const created = createdSchema.safeParse(lastDone(journal, 'create_comment'));
  if (created.success) {
    const { id } = created.data;
    return { do: 'finish', published: { remoteId: id, url: commentUrl(account.webUrl, videoId, id), ref: null } };
  }
  if (media.length > 0) return noMedia;
  const first = journal.find(({ name }) => name === 'create_comment');
  const plannedAt = commentSchema.safeParse(first?.request).data?.plannedAt ?? now.toISOString();
  const request = { plannedAt, channelId: account.remoteId, videoId, text };
  return { do: 'call', call: { name: 'create_comment', kind: 'commit', request } };
}

const unanswerable: Next = {
  do: 'fail',
  failure: {
    kind: 'not_found',
    message: 'The video that this comments on was marked as published without its id, so nothing can comment on it.',
    hint: 'Mark it as published with the address of the video, or publish the rest as a new post.',
  },
};

const noMedia: Next = {
  do: 'fail',
  failure: { kind: 'unsupported', message: 'A comment on YouTube is a text, and shows no media.' },
};
