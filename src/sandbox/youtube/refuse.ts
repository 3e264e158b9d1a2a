import { refuse as refuseWith } from '../google/error.ts';

/** The errors that are played, by their reason. https://developers.google.com/youtube/v3/docs/errors */
const errors = {
  youtubeSignupRequired: [401, 'global', 'Unauthorized'],
  invalidTitle: [400, 'youtube.video', 'The request metadata specifies an invalid or empty video title.'],
  invalidDescription: [400, 'youtube.video', 'The request metadata specifies an invalid video description.'],
  invalidTags: [400, 'youtube.video', 'The request metadata specifies invalid video keywords.'],
  invalidCategoryId: [400, 'youtube.video', 'The snippet.categoryId property specifies an invalid category ID.'],
  uploadLimitExceeded: [400, 'youtube.video', 'The user has exceeded the number of videos they may upload.'],
  videoNotFound: [404, 'youtube.video', 'The video that you are trying to use cannot be found.'],
  forbidden: [403, 'youtube.common', 'The request might not be properly authorized.'],
  invalidImage: [400, 'youtube.thumbnail', 'The provided image content is invalid.'],
  playlistNotFound: [404, 'youtube.playlist', 'The playlist identified with the request’s playlistId cannot be found.'],
  commentsDisabled: [
    403,
    'youtube.commentThread',
    'The video identified by the videoId parameter has disabled comments.',
  ],
  commentTextRequired: [
    400,
    'youtube.commentThread',
    'The comment resource that is being inserted must specify a text.',
  ],
  commentTextTooLong: [400, 'youtube.commentThread', 'The comment text is too long.'],
  channelNotFound: [404, 'youtube.commentThread', 'The specified channel cannot be found.'],
  commentNotFound: [404, 'youtube.comment', 'The specified comment cannot be found.'],
  quotaExceeded: [403, 'youtube.quota', 'The request cannot be completed because you have exceeded your quota.'],
} as const;

/** Ends an operation with an error of YouTube's. */
export function refuse(reason: keyof typeof errors): never {
  const [code, domain, message] = errors[reason];
  return refuseWith({ code, message, domain, reason });
}
