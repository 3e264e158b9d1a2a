import type { SegmentToPublish } from '../platform.ts';
import { schema } from './options.ts';
import type { NewPost } from './wire.ts';

type Options = ReturnType<typeof schema.parse>;

/** https://developers.google.com/my-business/reference/rest/v4/accounts.locations.localPosts/create */
export function postOf({ text, media, options }: SegmentToPublish): NewPost {
  const chosen = schema.parse(options);
  const topicType = chosen.topicType ?? 'STANDARD';
  return {
    topicType,
    ...(text === '' ? {} : { summary: text }),
    ...(chosen.languageCode ? { languageCode: chosen.languageCode } : {}),
    ...(topicType === 'STANDARD' ? {} : { event: eventOf(chosen) }),
    ...(topicType === 'OFFER' ? { offer: offerOf(chosen) } : actionOf(chosen)),
    ...(media.length === 0
      ? {}
      : { media: media.map(({ url }) => ({ mediaFormat: 'PHOTO' as const, sourceUrl: url })) }),
  };
}

/** A call has no link, for it goes to the business’s own number. */
function actionOf({ callToAction, callToActionUrl }: Options): Pick<NewPost, 'callToAction'> {
  if (!callToAction) return {};
  const leads = callToActionUrl && callToAction !== 'CALL';
  return { callToAction: { actionType: callToAction, ...(leads ? { url: callToActionUrl } : {}) } };
}

function offerOf({ couponCode, redeemUrl, terms }: Options): NonNullable<NewPost['offer']> {
  return {
    ...(couponCode ? { couponCode } : {}),
    ...(redeemUrl ? { redeemOnlineUrl: redeemUrl } : {}),
    ...(terms ? { termsConditions: terms } : {}),
  };
}

function eventOf({ eventTitle, eventStart, eventEnd }: Options): NonNullable<NewPost['event']> {
  const [start, end] = [localTime(eventStart ?? ''), localTime(eventEnd ?? '')];
  return {
    title: eventTitle ?? '',
    schedule: {
      startDate: start.date,
      ...(start.time === null ? {} : { startTime: start.time }),
      endDate: end.date,
      ...(end.time === null ? {} : { endTime: end.time }),
    },
  };
}

/** A day, and the hour where one was given, as the clocks of the business show it. */
function localTime(written: string) {
  const [day = '', hour] = written.split('T');
  const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number);
  const [hours = 0, minutes = 0] = (hour ?? '').split(':').map(Number);
  return { date: { year, month, day: dayOfMonth }, time: hour === undefined ? null : { hours, minutes } };
}
