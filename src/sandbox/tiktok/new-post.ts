import { z } from 'zod';
import { type Account, standingOf } from './accounts.ts';
import { refuse } from './api.ts';
import type { Publication, Publications } from './publications.ts';

const MB = 1024 * 1024;
/** TikTok does not publish its cap; it is about this (platforms.md, 7.6). */
const POSTS_A_DAY = 15;

const common = {
  privacy_level: z.string().optional(),
  disable_comment: z.boolean().default(false),
  brand_content_toggle: z.boolean(),
  brand_organic_toggle: z.boolean().default(false),
};

/** https://developers.tiktok.com/doc/content-posting-api-reference-direct-post */
export const newVideoSchema = z.strictObject({
  post_info: z.strictObject({
    ...common,
    title: z
      .string()
      .default('')
      .refine((title) => title.length <= 2_200, 'too long'),
    disable_duet: z.boolean().default(false),
    disable_stitch: z.boolean().default(false),
    video_cover_timestamp_ms: z.int().min(0).optional(),
    is_aigc: z.boolean().default(false),
  }),
  source_info: z
    .strictObject({
      source: z.literal('FILE_UPLOAD'),
      video_size: z
        .int()
        .min(1)
        .max(4_096 * MB),
      chunk_size: z.int().min(1),
      total_chunk_count: z.int().min(1).max(1_000),
    })
    .refine(isCutUp, 'The chunk size is invalid'),
});

/** https://developers.tiktok.com/doc/content-posting-api-reference-photo-post */
export const newPhotosSchema = z.strictObject({
  media_type: z.literal('PHOTO'),
  post_mode: z.literal('DIRECT_POST'),
  post_info: z.strictObject({
    ...common,
    title: z
      .string()
      .default('')
      .refine((title) => title.length <= 90, 'too long'),
    description: z
      .string()
      .default('')
      .refine((description) => description.length <= 4_000, 'too long'),
    auto_add_music: z.boolean().default(false),
  }),
  source_info: z
    .strictObject({
      source: z.literal('PULL_FROM_URL'),
      photo_images: z.array(z.url()).min(1).max(35),
      photo_cover_index: z.int().min(0),
    })
    .refine(({ photo_images, photo_cover_index }) => photo_cover_index < photo_images.length, 'no such photo'),
});

type Source = { video_size: number; chunk_size: number; total_chunk_count: number };

/** https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide */
function isCutUp({ video_size, chunk_size, total_chunk_count }: Source): boolean {
  if (total_chunk_count !== Math.floor(video_size / chunk_size)) return false;
  const isWhole = chunk_size === video_size;
  return chunk_size <= 64 * MB && (isWhole || chunk_size >= 5 * MB);
}

type PostInfo = z.infer<typeof newVideoSchema>['post_info'] | z.infer<typeof newPhotosSchema>['post_info'];

/** What an account may not do, in the order in which TikTok says it. */
export function checkPost(info: PostInfo, account: Account, publications: Publications): void {
  const { isBanned, isUnaudited, privacyLevels } = standingOf(account);
  if (isBanned) refuse(403, 'spam_risk_user_banned_from_posting', 'User is banned from posting');
  if (publications.today(account.username) >= POSTS_A_DAY)
    refuse(403, 'spam_risk_too_many_posts', 'User reached the daily post cap');
  if (isUnaudited && info.privacy_level !== 'SELF_ONLY')
    refuse(403, 'unaudited_client_can_only_post_to_private_accounts', 'Please review our integration guidelines');
  if (!privacyLevels.includes(info.privacy_level ?? ''))
    refuse(403, 'privacy_level_option_mismatch', 'Privacy level is not specified or not among the options');
  if (info.brand_content_toggle && info.privacy_level === 'SELF_ONLY')
    refuse(400, 'invalid_params', 'Branded content cannot be private');
}

/** What a creator may post now, or the refusal that comes with a status of 200. */
export function checkCreator(account: Account, publications: Publications): void {
  if (standingOf(account).isBanned) refuse(200, 'spam_risk_user_banned_from_posting', 'User is banned from posting');
  if (publications.today(account.username) >= POSTS_A_DAY)
    refuse(200, 'spam_risk_too_many_posts', 'User reached the daily post cap');
}

/** What is shown beside a post. */
export function labelsOf(info: PostInfo): Publication['labels'] {
  const labels: [boolean, string][] = [
    [info.brand_content_toggle, 'Paid partnership'],
    [info.brand_organic_toggle, 'Promotional content'],
    ['is_aigc' in info && info.is_aigc, 'Creator labeled as AI-generated'],
    [info.disable_comment, 'Comments off'],
    ['disable_duet' in info && info.disable_duet, 'Duets off'],
    ['disable_stitch' in info && info.disable_stitch, 'Stitches off'],
    ['auto_add_music' in info && info.auto_add_music, 'With music'],
  ];
  return labels.filter(([is]) => is).map(([, label]) => label);
}
