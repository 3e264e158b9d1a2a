import { z } from 'zod';
import type { Account } from '../graph/accounts.ts';
import type { Container, ContainerMedium } from '../graph/containers.ts';
import { badParameter } from '../graph/error.ts';
import { linksIn } from '../graph/linked-text.ts';
import { orJson } from '../graph/parameters.ts';
import type { Fetched } from '../network.ts';
import { mediaNotFound } from './errors.ts';
import type { Parts } from './parts.ts';
import { sentMedium } from './sent-medium.ts';
import { countedLength } from './text-length.ts';

const digits = z.string().regex(/^\d+$/);
const flag = z.enum(['true', 'false']);
const answer = z.string().min(1).max(25);
const pollSchema = z.strictObject({
  option_a: answer,
  option_b: answer,
  option_c: answer.optional(),
  option_d: answer.optional(),
});

/** The fields of a container, as far as they are played. https://developers.facebook.com/docs/threads/reference/publishing */
export const newContainerSchema = z.strictObject({
  access_token: z.string().optional(),
  media_type: z.enum(['TEXT', 'IMAGE', 'VIDEO', 'CAROUSEL']),
  text: z.string().optional(),
  image_url: z.url().optional(),
  video_url: z.url().optional(),
  is_carousel_item: flag.optional(),
  children: z.string().optional(),
  alt_text: z.string().max(1_000).optional(),
  reply_to_id: digits.optional(),
  reply_control: z
    .enum(['everyone', 'accounts_you_follow', 'mentioned_only', 'parent_post_author_only', 'followers_only'])
    .optional(),
  topic_tag: z
    .string()
    .regex(/^[^.&]{1,50}$/u)
    .optional(),
  link_attachment: z.url().optional(),
  poll_attachment: z
    .preprocess(orJson, pollSchema)
    .transform((poll) => Object.values(poll).join(' / '))
    .optional(),
  quote_post_id: digits.optional(),
  location_id: digits.optional(),
  allowlisted_country_codes: z
    .string()
    .regex(/^[A-Z]{2}(,[A-Z]{2})*$/)
    .optional(),
  is_spoiler_media: flag.optional(),
});
export type NewContainer = z.infer<typeof newContainerSchema>;

/** What an accepted container is made of. */
export type Draft = Pick<Container, 'said' | 'media' | 'isItem' | 'error'>;

const MAX_LENGTH = 500;
const MAX_LINKS = 5;

type Asking = { account: Account; fetched: Fetched | null };

/** A container as Threads takes it, or the refusal. */
export function checkNewContainer(sent: NewContainer, { account, fetched }: Asking, parts: Parts): Draft {
  const isItem = sent.is_carousel_item === 'true';
  checkFields(sent, isItem);
  checkText(sent);
  for (const id of [sent.reply_to_id, sent.quote_post_id])
    if (id !== undefined && parts.posts.find(id) === undefined) return mediaNotFound(id);
  const { media, error } = mediaOf(sent, { account, fetched }, parts);
  return { said: saidIn(sent), media, isItem, error };
}

function checkFields(sent: NewContainer, isItem: boolean): void {
  const kind = sent.media_type;
  const wrong: [boolean, string][] = [
    [kind === 'IMAGE' && sent.image_url === undefined, 'The parameter image_url is required'],
    [kind === 'VIDEO' && sent.video_url === undefined, 'The parameter video_url is required'],
    [kind === 'TEXT' && !sent.text, 'The parameter text is required'],
    [kind === 'CAROUSEL' && sent.children === undefined, 'The parameter children is required'],
    [kind !== 'IMAGE' && kind !== 'VIDEO' && isItem, 'Param is_carousel_item is for images and videos'],
    [isItem && sent.text !== undefined, 'Param text cannot be used with carousel items'],
    [isItem && sent.reply_to_id !== undefined, 'Param reply_to_id cannot be used with carousel items'],
    [kind !== 'TEXT' && sent.link_attachment !== undefined, 'Param link_attachment is for text posts'],
    [kind !== 'TEXT' && sent.poll_attachment !== undefined, 'Param poll_attachment is for text posts'],
    [kind === 'TEXT' && sent.alt_text !== undefined, 'Param alt_text is for media'],
    [kind === 'TEXT' && sent.is_spoiler_media === 'true', 'Param is_spoiler_media is for media'],
  ];
  for (const [is, message] of wrong) if (is) badParameter(message);
}

function checkText({ text = '', link_attachment: attached }: NewContainer): void {
  if (countedLength(text) > MAX_LENGTH) badParameter(`Param text must be at most ${MAX_LENGTH} characters long.`);
  const links = new Set([...linksIn(text), ...(attached === undefined ? [] : [attached])]);
  if (links.size > MAX_LINKS) badParameter(`THREADS_API__LINK_LIMIT_EXCEEDED: a post has at most ${MAX_LINKS} links.`);
}

type Media = { media: ContainerMedium[]; error: string | null };

function mediaOf(sent: NewContainer, { account, fetched }: Asking, parts: Parts): Media {
  if (sent.media_type === 'TEXT') return { media: [], error: null };
  if (sent.media_type === 'CAROUSEL') return { media: itemsOf(sent.children ?? '', account, parts), error: null };
  const { medium, error } = sentMedium({ kind: sent.media_type, fetched, altText: sent.alt_text ?? null }, parts.world);
  return { media: medium === null ? [] : [medium], error };
}

function itemsOf(children: string, account: Account, { containers }: Parts): ContainerMedium[] {
  const ids = children.split(',');
  if (ids.length < 2 || ids.length > 20) badParameter('Param children must have 2 to 20 entries.');
  return ids.flatMap((id) => {
    const item = containers.find(id, account.id) ?? mediaNotFound(id);
    if (!item.isItem) badParameter(`Param children: ${id} is not a carousel item.`);
    if (containers.stateOf(item) !== 'FINISHED') badParameter(`Param children: ${id} is not ready.`);
    return item.media;
  });
}

function saidIn(sent: NewContainer): Record<string, string> {
  const { access_token: _token, media_type, is_carousel_item: _item, children: _children, ...said } = sent;
  const { image_url: _image, video_url: _video, alt_text: _alt, ...words } = said;
  const given = Object.entries({ media_type, ...words }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Record<string, string>;
}
