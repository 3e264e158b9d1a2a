import { z } from 'zod';
import type { Account } from '../graph/accounts.ts';
import type { Container, ContainerMedium } from '../graph/containers.ts';
import { badParameter } from '../graph/error.ts';
import { orJson } from '../graph/parameters.ts';
import type { Fetched } from '../network.ts';
import { invalid, unknownMedia } from './errors.ts';
import type { Parts } from './parts.ts';
import { sentImage, sentVideo } from './sent-medium.ts';

const flag = z.enum(['true', 'false']);
const tag = z.strictObject({
  username: z.string().regex(/^[a-z0-9._]{1,30}$/i),
  x: z.number().min(0).max(1).optional(),
  y: z.number().min(0).max(1).optional(),
});

/** The fields of a container, as far as they are played. https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media */
export const newContainerSchema = z.strictObject({
  access_token: z.string().optional(),
  media_type: z.enum(['REELS', 'STORIES', 'CAROUSEL', 'VIDEO']).optional(),
  image_url: z.url().optional(),
  video_url: z.url().optional(),
  is_carousel_item: flag.optional(),
  children: z.string().optional(),
  caption: z.string().optional(),
  alt_text: z.string().max(1_000).optional(),
  location_id: z.string().regex(/^\d+$/).optional(),
  collaborators: z.preprocess(orJson, z.array(z.string().regex(/^[a-z0-9._]{1,30}$/i)).max(3)).optional(),
  user_tags: z.preprocess(orJson, z.array(tag).max(20)).optional(),
  is_ai_generated: flag.optional(),
  share_to_feed: flag.optional(),
  cover_url: z.url().optional(),
  thumb_offset: z.string().regex(/^\d+$/).optional(),
  trial_params: z
    .preprocess(orJson, z.strictObject({ graduation_strategy: z.enum(['MANUAL', 'SS_PERFORMANCE']) }))
    .optional(),
});
export type NewContainer = z.infer<typeof newContainerSchema>;

/** What an accepted container is made of. */
export type Draft = Pick<Container, 'said' | 'media' | 'isItem' | 'error'>;

const MAX_CAPTION = 2_200;
const MAX_HASHTAGS = 30;
const MAX_MENTIONS = 20;

type Asking = { account: Account; fetched: ReadonlyMap<string, Fetched | null> };

/** A container as Instagram takes it, or the refusal. */
export function checkNewContainer(sent: NewContainer, asking: Asking, parts: Parts): Draft {
  const isItem = sent.is_carousel_item === 'true';
  checkFields(sent, isItem);
  checkCaption(sent.caption ?? '');
  const { media, error } = mediaOf(sent, asking, parts);
  return { said: saidIn(sent), media, isItem, error };
}

function checkFields(sent: NewContainer, isItem: boolean): void {
  const { media_type: type, image_url: image, video_url: video } = sent;
  const isReel = type === 'REELS';
  const wrong: [boolean, string][] = [
    [type === 'CAROUSEL' && sent.children === undefined, 'The parameter children is required'],
    [type !== 'CAROUSEL' && image === undefined && video === undefined, 'The parameter image_url is required'],
    [image !== undefined && video !== undefined, 'Use image_url or video_url, not both'],
    [video !== undefined && type === undefined, 'The parameter media_type is required'],
    [type === 'VIDEO' && !isItem, 'VIDEO is no longer supported as a media_type, use REELS'],
    [(isReel || type === 'VIDEO') && video === undefined, 'The parameter video_url is required'],
    [
      isItem && (isReel || type === 'STORIES' || type === 'CAROUSEL'),
      'Param is_carousel_item is for images and videos',
    ],
    [isItem && sent.caption !== undefined, 'Param caption cannot be used with carousel items'],
    [isItem && sent.location_id !== undefined, 'Param location_id cannot be used with carousel items'],
    [isItem && sent.collaborators !== undefined, 'Param collaborators cannot be used with carousel items'],
    [sent.alt_text !== undefined && (image === undefined || type === 'STORIES'), 'Param alt_text is for images'],
    [!isReel && reelOnly.some((name) => sent[name] !== undefined), `Params ${reelOnly.join(', ')} are for reels`],
    [
      image !== undefined && sent.user_tags?.some(({ x, y }) => x === undefined || y === undefined) === true,
      'Param user_tags: x and y are required',
    ],
  ];
  for (const [is, message] of wrong) if (is) badParameter(message);
}

const reelOnly = ['share_to_feed', 'cover_url', 'thumb_offset', 'trial_params'] as const;

function checkCaption(caption: string): void {
  const hashtags = caption.match(/#[\p{L}\p{N}_]+/gu) ?? [];
  const mentions = caption.match(/(?<![\p{L}\p{N}_.])@[\p{L}\p{N}_.]+/gu) ?? [];
  if ([...caption].length > MAX_CAPTION) invalid(36_000, 2_207_010, 'The caption was too long.');
  if (hashtags.length > MAX_HASHTAGS)
    invalid(100, 2_207_040, `Cannot use more than ${MAX_HASHTAGS} hashtags per created media.`);
  if (mentions.length > MAX_MENTIONS)
    invalid(100, 2_207_040, `Cannot use more than ${MAX_MENTIONS} @ tags per created media.`);
}

type Media = { media: ContainerMedium[]; error: string | null };

function mediaOf(sent: NewContainer, { account, fetched }: Asking, parts: Parts): Media {
  if (sent.media_type === 'CAROUSEL') return { media: itemsOf(sent.children ?? '', account, parts), error: null };
  const isStory = sent.media_type === 'STORIES';
  const altText = sent.alt_text ?? null;
  if (sent.cover_url !== undefined)
    sentImage({ url: sent.cover_url, fetched, altText: null, isStory: true }, parts.world);
  if (sent.image_url !== undefined)
    return { media: [sentImage({ url: sent.image_url, fetched, altText, isStory }, parts.world)], error: null };
  const coverAt = sent.thumb_offset === undefined ? null : Number(sent.thumb_offset);
  return sentVideo({ fetched: fetched.get(sent.video_url ?? '') ?? null, isStory, coverAt }, parts.world);
}

function itemsOf(children: string, account: Account, { containers }: Parts): ContainerMedium[] {
  const ids = children.split(',');
  if (ids.length < 2 || ids.length > 10) invalid(100, 2_207_028, 'Carousels need between 2 and 10 photos/videos.');
  return ids.flatMap((id) => {
    const item = containers.find(id, account.id) ?? unknownMedia();
    if (!item.isItem) badParameter(`Param children: ${id} is not a carousel item.`);
    if (containers.stateOf(item) !== 'FINISHED') badParameter(`Param children: ${id} is not ready.`);
    return item.media;
  });
}

/** What people see of it beside its media. */
function saidIn(sent: NewContainer): Record<string, string> {
  const said = {
    caption: sent.caption,
    media_type: sent.media_type,
    location_id: sent.location_id,
    collaborators: sent.collaborators?.join(', '),
    user_tags: sent.user_tags?.map(({ username }) => username).join(', '),
    is_ai_generated: sent.is_ai_generated,
    share_to_feed: sent.share_to_feed,
    cover_url: sent.cover_url,
    thumb_offset: sent.thumb_offset,
    trial: sent.trial_params?.graduation_strategy,
  };
  return Object.fromEntries(
    Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
