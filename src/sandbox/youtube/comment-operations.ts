import { z } from 'zod';
import { readJson, readQuery } from '../google/read-json.ts';
import { SECOND } from '../limits.ts';
import type { Answer, Incoming, Operation } from '../network.ts';
import type { Account } from './accounts.ts';
import type { Comment } from './comments.ts';
import { operation, type Parts } from './parts.ts';
import { refuse } from './refuse.ts';

/** A new comment is listed after this time. */
const LISTING_LAG_MS = 2 * SECOND;

/** Comments on videos. https://developers.google.com/youtube/v3/docs/commentThreads */
export function commentOperations(parts: Parts): Operation[] {
  return [
    operation(parts, 'POST /youtube/v3/commentThreads', { needs: 'write', run: addComment, publishes: true }),
    operation(parts, 'GET /youtube/v3/commentThreads', { needs: 'write', run: listComments }),
    operation(parts, 'DELETE /youtube/v3/comments', { needs: 'write', run: deleteComment }),
  ];
}

const newCommentSchema = z.strictObject({
  snippet: z.strictObject({
    channelId: z.string(),
    videoId: z.string(),
    topLevelComment: z.strictObject({ snippet: z.strictObject({ textOriginal: z.string() }) }),
  }),
});

function addComment(incoming: Incoming, account: Account, parts: Parts): Answer {
  readQuery(incoming, z.strictObject({ part: z.literal('snippet') }));
  const { channelId, videoId, topLevelComment } = readJson(incoming, newCommentSchema).snippet;
  const text = topLevelComment.snippet.textOriginal;
  const video = parts.videos.find(videoId) ?? refuse('videoNotFound');
  if (video.accountId !== channelId) return refuse('channelNotFound');
  if (video.privacy === 'private' || video.madeForKids) return refuse('commentsDisabled');
  if (text.trim() === '') return refuse('commentTextRequired');
  if ([...text].length > 10_000) return refuse('commentTextTooLong');
  const comment = parts.comments.add({ accountId: account.id, videoId, text });
  return { status: 200, body: entity(comment, account) };
}

const listSchema = z.strictObject({
  part: z.literal('snippet'),
  videoId: z.string(),
  order: z.literal('time'),
  maxResults: z.coerce.number().int().min(1).max(100).default(20),
});

function listComments(incoming: Incoming, account: Account, { world, videos, comments }: Parts): Answer {
  const { videoId, maxResults } = readQuery(incoming, listSchema);
  if (videos.find(videoId) === undefined) return refuse('videoNotFound');
  const until = world.now().getTime() - LISTING_LAG_MS;
  const all = comments.all().filter((comment) => comment.videoId === videoId && Date.parse(comment.at) <= until);
  const items = all
    .reverse()
    .slice(0, maxResults)
    .map((comment) => entity(comment, account));
  return { status: 200, body: { kind: 'youtube#commentThreadListResponse', items } };
}

function deleteComment(incoming: Incoming, account: Account, { comments }: Parts): Answer {
  const { id } = readQuery(incoming, z.strictObject({ id: z.string() }));
  const comment = comments.find(id) ?? refuse('commentNotFound');
  if (comment.accountId !== account.id) return refuse('forbidden');
  comments.remove(comment);
  return { status: 204, body: undefined };
}

/** What was typed is shown to whoever typed it. */
function entity({ id, accountId, videoId, text, at }: Comment, reader: Account) {
  const original = accountId === reader.id ? { textOriginal: text } : {};
  const authorChannelId = { value: accountId };
  const snippet = { videoId, textDisplay: text, ...original, authorChannelId, publishedAt: at, updatedAt: at };
  const topLevelComment = { kind: 'youtube#comment', id, snippet };
  return { kind: 'youtube#commentThread', id, snippet: { channelId: reader.id, videoId, topLevelComment } };
}
