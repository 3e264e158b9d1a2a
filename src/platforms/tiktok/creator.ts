import { z } from 'zod';
import type { FailureKind } from '../../domain/delivery-error.ts';
import type { Choice, Line, Next, SegmentToPublish, Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { privacyLevels, schema } from './options.ts';
import { userHeaders } from './user-headers.ts';

const creatorSchema = z.object({
  creator_username: z.string().min(1),
  creator_nickname: z.string().optional(),
  privacy_level_options: z.array(z.string()),
  comment_disabled: z.boolean().default(false),
  duet_disabled: z.boolean().default(false),
  stitch_disabled: z.boolean().default(false),
  max_video_post_duration_sec: z.number().exactOptional(),
});
type CreatorInfo = z.infer<typeof creatorSchema>;

/** What an account allows at the time, as the journal keeps it. */
export const allowedSchema = creatorSchema.pick({
  privacy_level_options: true,
  comment_disabled: true,
  duet_disabled: true,
  stitch_disabled: true,
  max_video_post_duration_sec: true,
});
export type Allowed = z.infer<typeof allowedSchema>;

/** https://developers.tiktok.com/doc/content-posting-api-reference-query-creator-info: to be asked before every post. */
export async function readCreator(
  credentials: Pick<Credentials, 'accessToken'>,
  { send }: Pick<Line, 'send'>,
): Promise<CreatorInfo> {
  const path = '/v2/post/publish/creator_info/query/';
  const answer = z.object({ data: creatorSchema });
  return (await send({ method: 'POST', path, headers: userHeaders(credentials) }, answer)).data;
}

/** Who may see posts of the account. */
export async function readPrivacyLevels(session: Session<Credentials>): Promise<Choice[]> {
  const { privacy_level_options } = await readCreator(session.credentials, session);
  const meanings: Readonly<Record<string, string>> = privacyLevels;
  return privacy_level_options.map((value) => ({ value, label: meanings[value] ?? value }));
}

/** Why the account may not post this now, or null where it may. */
export function refusalBy(allowed: Allowed, { options, media }: SegmentToPublish): Next | null {
  const { privacyLevel } = schema.parse(options);
  const levels = allowed.privacy_level_options;
  if (!levels.includes(privacyLevel ?? ''))
    return refused('validation', {
      message: `The account does not offer ${privacyLevel} at the time, but ${levels.join(', ')}.`,
      hint: 'Choose one of these as privacyLevel, and send it as a new post.',
    });
  const longest = allowed.max_video_post_duration_sec;
  const tooLong = media.find(({ durationMs }) => longest !== undefined && (durationMs ?? 0) > longest * 1000);
  if (tooLong === undefined) return null;
  const message = `${tooLong.filename} is longer than the ${longest} seconds that TikTok allows the account.`;
  return refused('media_rejected', { message, hint: 'Cut it, and send it as a new post.' });
}

function refused(kind: FailureKind, said: { message: string; hint: string }): Next {
  return { do: 'fail', failure: { kind, ...said } };
}
