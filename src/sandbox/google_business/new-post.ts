import { z } from 'zod';
import { refuse } from '../google/error.ts';
import { readJson } from '../google/read-json.ts';
import { mediaFacts } from '../media-facts.ts';
import type { Fetched, Incoming } from '../network.ts';
import type { NewPost } from './posts.ts';

const dateSchema = z
  .strictObject({ year: z.int(), month: z.int().min(1).max(12), day: z.int().min(1).max(31) })
  .refine(({ year, month, day }) => new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day, 'is no day');
const timeSchema = z.strictObject({ hours: z.int().min(0).max(24), minutes: z.int().min(0).max(59) });
const mediaSchema = z.strictObject({ mediaFormat: z.literal('PHOTO'), sourceUrl: z.url() });

/** The body of a new post, as far as it is played. https://developers.google.com/my-business/reference/rest/v4/accounts.locations.localPosts#LocalPost */
const newPostSchema = z.strictObject({
  topicType: z.enum(['STANDARD', 'EVENT', 'OFFER']).optional(),
  summary: z.string().default(''),
  languageCode: z.string().optional(),
  callToAction: z
    .strictObject({
      actionType: z.enum(['BOOK', 'ORDER', 'SHOP', 'LEARN_MORE', 'SIGN_UP', 'CALL']),
      url: z.url().optional(),
    })
    .optional(),
  event: z
    .strictObject({
      title: z.string(),
      schedule: z.strictObject({
        startDate: dateSchema,
        startTime: timeSchema.optional(),
        endDate: dateSchema,
        endTime: timeSchema.optional(),
      }),
    })
    .optional(),
  offer: z
    .strictObject({
      couponCode: z.string().max(58).optional(),
      redeemOnlineUrl: z.url().optional(),
      termsConditions: z.string().max(5_000).optional(),
    })
    .optional(),
  media: z.array(mediaSchema).max(1).default([]),
});
type Sent = z.infer<typeof newPostSchema>;

/** The addresses that Google pulls photos from. */
export function photosIn({ body }: Incoming): string[] {
  try {
    const { media } = z.object({ media: z.array(mediaSchema) }).parse(JSON.parse(body));
    return media.map(({ sourceUrl }) => sourceUrl);
  } catch {
    return [];
  }
}

/** A photo that Google takes. */
export type Photo = { bytes: Buffer; mimeType: string };

/** A post that may be made, with its photo, or the refusal. */
export function readNewPost(incoming: Incoming): { post: Omit<NewPost, 'photo' | 'locationId'>; photo: Photo | null } {
  const sent = readJson(incoming, newPostSchema);
  const { topicType, summary, event, media } = sent;
  if (topicType === undefined)
    return invalid({ code: 2, field: 'topic_type', message: 'Topic type is required for post creation.' });
  if ([...summary].length > 1_500) return invalid({ code: 3, field: 'summary', message: 'The summary is too long.' });
  if (summary.trim() === '' && media.length === 0 && topicType === 'STANDARD')
    return invalid({ code: 2, field: 'summary', message: 'Summary is required for post creation.' });
  checkEvent(sent);
  checkAction(sent);
  const [photo = null] = media.map(({ sourceUrl }) => checkPhoto(incoming.fetched.get(sourceUrl) ?? null));
  return { post: { body: { ...sent }, summary, topicType, notes: notesOf(sent, event?.title) }, photo };
}

function checkEvent({ topicType, event, offer }: Sent): void {
  if (topicType === 'STANDARD' && event !== undefined)
    invalid({ code: 3, field: 'event', message: 'Event is not allowed for this topic type.' });
  if (topicType !== 'STANDARD' && (event === undefined || event.title.trim() === ''))
    invalid({ code: 2, field: 'event', message: 'Event is required for this topic type.' });
  if ([...(event?.title ?? '')].length > 58)
    invalid({ code: 3, field: 'event.title', message: 'The title of the event is too long.' });
  if (event !== undefined && !isForward(event.schedule))
    invalid({ code: 3, field: 'event.schedule', message: 'The time range is inverted or empty.' });
  if (topicType !== 'OFFER' && offer !== undefined)
    invalid({ code: 3, field: 'offer', message: 'Offer is not allowed for this topic type.' });
}

/** https://developers.google.com/my-business/reference/rest/Shared.Types/ErrorCode: an inverted range is refused, and so is an empty one. */
function isForward({ startDate, startTime, endDate, endTime }: NonNullable<Sent['event']>['schedule']): boolean {
  const day = ({ year, month, day }: typeof startDate) => Date.UTC(year, month - 1, day);
  if (day(startDate) !== day(endDate)) return day(endDate) > day(startDate);
  if (startTime === undefined || endTime === undefined) return true;
  return endTime.hours * 60 + endTime.minutes > startTime.hours * 60 + startTime.minutes;
}

function checkAction({ callToAction }: Sent): void {
  if (callToAction === undefined) return;
  const { actionType, url } = callToAction;
  if (actionType === 'CALL' && url !== undefined)
    invalid({ code: 3, field: 'call_to_action.url', message: 'URL must not be set for the action type CALL.' });
  if (actionType !== 'CALL' && url === undefined)
    invalid({ code: 2, field: 'call_to_action.url', message: 'URL is required for this action type.' });
}

/** https://support.google.com/business/answer/6103862: JPG or PNG, 10 KB to 5 MB, 250 × 250 and more. What the API says of others is not documented. */
function checkPhoto(fetched: Fetched | null): Photo {
  const field = 'media.source_url';
  if (fetched === null) return invalid({ code: 1_000, field, message: 'Fetching image failed.' });
  const facts = mediaFacts(fetched.bytes);
  const { bytes } = fetched;
  if (facts?.mimeType !== 'image/jpeg' && facts?.mimeType !== 'image/png')
    return invalid({ code: 1_001, field, message: 'Image format is not supported.' });
  if (bytes.length < 10_240) return invalid({ code: 1_001, field, message: 'Image is too small.' });
  if (bytes.length > 5_242_880) return invalid({ code: 1_001, field, message: 'Image is too large.' });
  if ((facts.width ?? 0) < 250 || (facts.height ?? 0) < 250)
    return invalid({ code: 1_001, field, message: 'Image dimensions are too small.' });
  return { bytes, mimeType: facts.mimeType };
}

function notesOf({ topicType, callToAction, event, offer, languageCode }: Sent, title = ''): string[] {
  const day = ({ year, month, day }: z.infer<typeof dateSchema>) =>
    [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
  const until = event === undefined ? '' : `${day(event.schedule.startDate)} to ${day(event.schedule.endDate)}`;
  return [
    ...(topicType === 'STANDARD' ? [] : [`${topicType === 'EVENT' ? 'Event' : 'Offer'}: ${title}, ${until}`]),
    ...(offer?.couponCode === undefined ? [] : [`Code ${offer.couponCode}`]),
    ...(offer?.redeemOnlineUrl === undefined ? [] : [`Redeem at ${offer.redeemOnlineUrl}`]),
    ...(offer?.termsConditions === undefined ? [] : [`Terms: ${offer.termsConditions}`]),
    ...(callToAction === undefined ? [] : [`Button ${[callToAction.actionType, callToAction.url].join(' ').trim()}`]),
    ...(languageCode === undefined ? [] : [`Language ${languageCode}`]),
  ];
}

function invalid(error: { code: number; field: string; message: string }): never {
  const type = 'type.googleapis.com/google.mybusiness.v4.ValidationError';
  return refuse({
    code: 400,
    message: 'Request contains an invalid argument.',
    reason: 'badRequest',
    status: 'INVALID_ARGUMENT',
    details: [{ '@type': type, errorDetails: [error] }],
  });
}
