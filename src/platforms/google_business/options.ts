import { z } from 'zod';
import { choice, languageTag, text, title, webAddress } from '../option-forms.ts';
import type { ChannelOptions, OptionFacts } from '../platform.ts';
import { endsAfter, isLocalTime } from './local-time.ts';

const topicType = choice('GoogleBusinessTopicType', {
  STANDARD: 'News of the business.',
  EVENT: 'Something that takes place at a time.',
  OFFER: 'Something that can be had for a time.',
});

const callToAction = choice('GoogleBusinessCallToAction', {
  BOOK: 'Book an appointment, a table or the like.',
  ORDER: 'Order something.',
  SHOP: 'Look through products.',
  LEARN_MORE: 'Read more.',
  SIGN_UP: 'Sign up for something.',
  CALL: 'Call the business.',
});

const localTime = () =>
  z.string().refine(isLocalTime, 'A time is written as a day, "2027-03-01", or a day and an hour, "2027-03-01T18:00".');

// https://developers.google.com/my-business/reference/rest/v4/accounts.locations.localPosts
export const schema = z
  .object({
    topicType: topicType.nullish().describe('What the post is about; STANDARD where it is left out.'),
    callToAction: callToAction.nullish().describe('The button below the post. An offer has a button of its own.'),
    callToActionUrl: webAddress('The button’s link')
      .nullish()
      .describe('Where the button leads: required with every button but CALL.'),
    eventTitle: title('An event’s title', 58)
      .nullish()
      .describe('The title of an event or offer, which need one: at most 58 characters.'),
    eventStart: localTime()
      .nullish()
      .describe('When an event or offer begins, which need it, where the business is: "2027-03-01T18:00".'),
    eventEnd: localTime()
      .nullish()
      .describe('When an event or offer ends, which need it, where the business is: "2027-03-02".'),
    couponCode: text('A coupon’s code', 58).nullish().describe('The code of an offer, at most 58 characters.'),
    redeemUrl: webAddress('The link of an offer').nullish().describe('Where an offer is redeemed.'),
    terms: text('The terms', 5_000).nullish().describe('The terms of an offer, at most 5000 characters.'),
    languageCode: languageTag().nullish().describe('The language of the text: "en".'),
  })
  .refine(({ eventStart, eventEnd }) => !eventStart || !eventEnd || endsAfter(eventStart, eventEnd), {
    path: ['eventEnd'],
    error: 'The event ends before it begins, or lasts no time. Change eventStart or eventEnd.',
  });

const hasEvent = ({ options }: OptionFacts) => options.topicType === 'EVENT' || options.topicType === 'OFFER';
const hasLinkedButton = ({ options }: OptionFacts) =>
  typeof options.callToAction === 'string' && options.callToAction !== 'CALL' && options.topicType !== 'OFFER';

export const options: ChannelOptions = {
  schema,
  required: [
    { option: 'eventTitle', when: hasEvent, message: 'An event or offer on Google needs a title. Set eventTitle.' },
    { option: 'eventStart', when: hasEvent, message: 'An event or offer on Google needs a beginning. Set eventStart.' },
    { option: 'eventEnd', when: hasEvent, message: 'An event or offer on Google needs an end. Set eventEnd.' },
    { option: 'callToActionUrl', when: hasLinkedButton, message: 'The button needs a link. Set callToActionUrl.' },
  ],
};
