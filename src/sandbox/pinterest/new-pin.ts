import { z } from 'zod';
import { mediaFacts } from '../media-facts.ts';
import type { Incoming } from '../network.ts';
import { type Account, boardsOf, standingOf } from './accounts.ts';
import { refuse } from './api.ts';
import type { Parts } from './parts.ts';
import type { Pin } from './pins.ts';

const MB = 1_000_000;
const id = z.string().regex(/^\d+$/);
const text = (max: number) => z.string().refine((given) => [...given].length <= max, `has more than ${max} characters`);

const sourceSchema = z.discriminatedUnion('source_type', [
  z.strictObject({ source_type: z.literal('image_url'), url: z.url() }),
  z.strictObject({
    source_type: z.literal('multiple_image_urls'),
    items: z
      .array(z.strictObject({ url: z.url() }))
      .min(2)
      .max(5),
    index: z.int().min(0).optional(),
  }),
  z.strictObject({
    source_type: z.literal('video_id'),
    media_id: id,
    cover_image_key_frame_time: z.int().min(0).optional(),
  }),
]);

/** The body of a new pin, as far as it is played. https://developers.pinterest.com/docs/api/v5/pins-create */
export const newPinSchema = z.strictObject({
  board_id: id,
  board_section_id: id.optional(),
  title: text(100).optional(),
  description: text(800).optional(),
  link: z.string().max(2_048).optional(),
  alt_text: text(500).optional(),
  dominant_color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .optional(),
  media_source: sourceSchema,
});
type NewPin = z.infer<typeof newPinSchema>;
type Source = z.infer<typeof sourceSchema>;

/** The addresses that a pin's images have to be pulled from. */
export function imagesIn({ body }: Incoming): string[] {
  const parsed = newPinSchema.safeParse(parsedJson(body));
  if (!parsed.success) return [];
  const { media_source: source } = parsed.data;
  if (source.source_type === 'image_url') return [source.url];
  return source.source_type === 'multiple_image_urls' ? source.items.map(({ url }) => url) : [];
}

function parsedJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** A pin that may be made, or the refusal. */
export function checkNewPin(
  sent: NewPin,
  { account, incoming, parts }: { account: Account; incoming: Incoming; parts: Parts },
): Omit<Pin, 'id' | 'at'> {
  checkAccount(account);
  const board = boardsOf(account).find((one) => one.id === sent.board_id) ?? refuse(404, 40, 'Board not found.');
  const sectionId = sent.board_section_id ?? null;
  if (sectionId !== null && !board.sections.some((section) => section.id === sectionId))
    refuse(404, 2031, "Sorry! We couldn't find this board section.");
  if (sent.link !== undefined && !/^https?:\/\/[^/]+\.[^/]+/.test(sent.link))
    refuse(400, 1, 'Whoops! It looks like you entered an invalid URL. Try creating a Pin again with a valid URL.');
  return {
    username: account.username,
    boardId: board.id,
    sectionId,
    title: sent.title ?? null,
    description: sent.description ?? null,
    link: sent.link ?? null,
    altText: sent.alt_text ?? null,
    dominantColor: sent.dominant_color ?? null,
    ...mediaOf(sent.media_source, { account, incoming, parts }),
  };
}

function checkAccount(account: Account): void {
  const { isTrial, isInReview } = standingOf(account);
  if (isTrial)
    refuse(
      403,
      29,
      'Apps with Trial access may not create Pins in production https://api.pinterest.com - use API Sandbox https://api-sandbox.pinterest.com instead.',
    );
  if (isInReview) refuse(403, 2626, 'We are reviewing your account. Please see business hub for more details.');
}

function mediaOf(
  source: Source,
  { account, incoming, parts }: { account: Account; incoming: Incoming; parts: Parts },
): Pick<Pin, 'kind' | 'files' | 'coverSecond'> {
  if (source.source_type === 'video_id') {
    const media = parts.media.find(source.media_id);
    if (media === undefined || media.accountId !== account.id || media.file === null)
      return refuse(404, 404, 'Media upload not found');
    if (parts.media.statusOf(media) !== 'succeeded') return refuse(400, 1, 'The video is still being processed.');
    if (source.cover_image_key_frame_time === undefined) return refuse(400, 1, 'A video needs a cover image.');
    const { file: key, mimeType } = media;
    return { kind: 'video', files: [{ key, mimeType }], coverSecond: source.cover_image_key_frame_time };
  }
  const urls = source.source_type === 'image_url' ? [source.url] : source.items.map(({ url }) => url);
  const images = urls.map((url) => imageAt(url, incoming));
  const [first] = images;
  if (images.some(({ width, height }) => width !== first?.width || height !== first?.height))
    return refuse(400, 1, 'All images of a carousel must have the same size.');
  const files = images.map(({ bytes, mimeType }) => ({ key: parts.world.files.put(bytes), mimeType }));
  return { kind: 'image', files, coverSecond: null };
}

function imageAt(url: string, { fetched }: Incoming) {
  const got = fetched.get(url);
  if (!got) return refuse(400, 235, 'Sorry, we could not fetch the image.');
  const facts = mediaFacts(got.bytes);
  const isTaken = facts?.mimeType === 'image/jpeg' || facts?.mimeType === 'image/png';
  if (!isTaken) return refuse(403, 235, 'Sorry, this image is broken. Please pick a different image.');
  if (got.bytes.length > 20 * MB) return refuse(403, 403, "The Pin's image is too small, too large or is broken");
  return { bytes: got.bytes, mimeType: facts.mimeType, width: facts.width, height: facts.height };
}
