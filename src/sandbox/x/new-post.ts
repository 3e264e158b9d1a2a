import twitterText from 'twitter-text';
import { z } from 'zod';
import type { Account } from './accounts.ts';
import { invalid, refuse } from './api.ts';
import type { Parts } from './parts.ts';
import type { Post } from './posts.ts';
import type { Upload } from './uploads.ts';

const id = z.string().regex(/^[0-9]{1,19}$/);

/** The body of a new post, as far as it is played. https://docs.x.com/x-api/posts/create-post */
export const newPostSchema = z.strictObject({
  text: z.string().default(''),
  media: z.strictObject({ media_ids: z.array(id).min(1).max(4) }).optional(),
  reply: z.strictObject({ in_reply_to_tweet_id: id }).optional(),
  reply_settings: z.enum(['following', 'mentionedUsers', 'subscribers', 'verified']).optional(),
  community_id: id.optional(),
  poll: z
    .strictObject({
      options: z.array(z.string().min(1).max(25)).min(2).max(4),
      duration_minutes: z.int().min(5).max(10_080),
    })
    .optional(),
  made_with_ai: z.boolean().default(false),
  paid_partnership: z.boolean().default(false),
});
type NewPost = z.infer<typeof newPostSchema>;

const TOO_LONG =
  'Your Tweet text is too long. For more information on how Twitter determines text length see https://github.com/twitter/twitter-text.';
const GONE = 'You attempted to reply to a Tweet that is deleted or not visible to you.';
const NOT_ENGAGED =
  'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.';

/** A post that may be made, or the refusal. */
export function checkNewPost(sent: NewPost, account: Account, parts: Parts): Omit<Post, 'id' | 'at'> {
  const mediaIds = sent.media?.media_ids ?? [];
  checkText(sent.text, mediaIds.length > 0);
  if (sent.poll !== undefined && mediaIds.length > 0) invalid('A post has either a poll or media.');
  checkMedia(mediaIds, account, parts);
  checkReply(sent.reply?.in_reply_to_tweet_id, account, parts);
  if (mediaIds.length === 0 && parts.posts.hasSaid(account.id, sent.text))
    refuse(403, 'Forbidden', 'You are not allowed to create a Tweet with duplicate content.');
  return {
    accountId: account.id,
    text: sent.text,
    mediaIds,
    inReplyTo: sent.reply?.in_reply_to_tweet_id ?? null,
    replySettings: sent.reply_settings ?? null,
    communityId: sent.community_id ?? null,
    poll: sent.poll?.options ?? [],
    madeWithAi: sent.made_with_ai,
    paidPartnership: sent.paid_partnership,
  };
}

function checkText(text: string, hasMedia: boolean): void {
  if (text.trim() === '' && !hasMedia) invalid('$.text: is missing, and there is no media');
  if (twitterText.parseTweet(text).weightedLength > 280) refuse(400, 'Bad Request', TOO_LONG);
  if (twitterText.extractCashtags(text).length > 1)
    refuse(400, 'Bad Request', 'Posts are limited to a maximum of one cashtag.');
}

/** At most four photos, or one GIF, or one video; each the account's own, processed and not over. */
function checkMedia(mediaIds: readonly string[], account: Account, { uploads }: Parts): void {
  const found = mediaIds.map((mediaId) => uploads.live(mediaId, account.id));
  const isReady = (upload: Upload | undefined): upload is Upload =>
    upload !== undefined &&
    upload.file !== null &&
    upload.problem === null &&
    (uploads.processingOf(upload)?.state ?? 'succeeded') === 'succeeded';
  const ready = found.filter(isReady);
  if (ready.length < mediaIds.length || new Set(mediaIds).size < mediaIds.length)
    invalid('Your media IDs are invalid.', { 'media.media_ids': [...mediaIds] });
  if (ready.length > 1 && ready.some(({ category }) => category !== 'tweet_image'))
    invalid('You may attach up to 4 photos, 1 animated GIF or 1 video in a Post.');
}

function checkReply(parentId: string | undefined, account: Account, { posts }: Parts): void {
  if (parentId === undefined) return;
  const parent = posts.find(parentId) ?? refuse(403, 'Forbidden', GONE);
  const mentioned = twitterText.extractMentions(parent.text).map((name) => name.toLowerCase());
  if (parent.accountId !== account.id && !mentioned.includes(account.username.toLowerCase()))
    refuse(403, 'Forbidden', NOT_ENGAGED);
}
