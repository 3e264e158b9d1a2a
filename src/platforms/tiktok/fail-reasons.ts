import type { FailureKind } from '../../domain/delivery-error.ts';

/** What a publication's failure is, and whether another may succeed at once. */
type Failed = { kind: FailureKind; message: string; hint?: string; passes?: true };

// https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide#video_restrictions
const MEDIA_HINT =
  'TikTok takes MP4, WebM and MOV of 23 to 60 frames a second, 360 to 4096 pixels a side and up to 10 minutes, and JPEG and WebP of up to 1080 × 1920 pixels. Send it as a new post with such a file.';
const SPAM_HINT = 'Log in to TikTok and look at what it says of the account, or post this in TikTok’s own app.';

const spamHints: Readonly<Record<string, string>> = {
  spam_risk_too_many_posts: 'TikTok takes only so many posts a day of an account. Call retryFailedPlatforms tomorrow.',
  spam_risk_text: 'TikTok takes the text for spam. Write it otherwise, and send it as a new post.',
};

const unfit = (what: string): Failed => ({
  kind: 'media_rejected',
  message: `TikTok does not take ${what}.`,
  hint: MEDIA_HINT,
});
const pulled: Failed = {
  kind: 'media_fetch_failed',
  message: 'TikTok could not fetch the media.',
  hint: 'Check that PUBLIC_URL can be reached from the internet and begins with https://, then call retryFailedPlatforms.',
  passes: true,
};

/** The table of https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status#fail_reason. */
const reasons: Readonly<Record<string, Failed>> = {
  file_format_check_failed: unfit('the format of a file'),
  duration_check_failed: unfit('the length of the video'),
  frame_rate_check_failed: unfit('the frame rate of the video'),
  picture_size_check_failed: unfit('the width and height of the video or of a photo'),
  internal: { kind: 'transient', message: 'TikTok had a fault of its own with this post.', passes: true },
  video_pull_failed: pulled,
  photo_pull_failed: pulled,
  publish_cancelled: {
    kind: 'validation',
    message: 'The post was cancelled at TikTok.',
    hint: 'Send it as a new post.',
  },
  auth_removed: {
    kind: 'auth_revoked',
    message: 'The account took its permission back while TikTok worked on the post.',
    passes: true,
  },
};

/** What a `fail_reason` means. */
export function failureFor(reason = ''): Failed {
  if (reason.startsWith('spam_risk')) {
    const hint = spamHints[reason] ?? SPAM_HINT;
    return { kind: 'policy_blocked', message: `TikTok did not publish this: ${reason}.`, hint };
  }
  return (
    reasons[reason] ?? { kind: 'validation', message: `TikTok did not publish this: ${reason || 'it gave no reason'}.` }
  );
}
