import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.ts';
import { next } from '../../../src/platforms/google_business/next.ts';
import type { JournalEntry, SegmentToPublish } from '../../../src/platforms/platform.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const past = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
const name = 'accounts/1/locations/2/localPosts/3';
const searchUrl = 'https://local.google.com/place?lpsid=3';
const segment: SegmentToPublish = {
  id: 'seg_1',
  round: 1,
  position: 0,
  type: 'POST',
  text: 'Fresh buns',
  media: [],
  link: null,
  options: {},
  account: {
    remoteId: 'accounts/1/locations/2',
    username: 'Bakery',
    server: null,
    webUrl: 'https://www.google.com/maps',
  },
  root: null,
  parent: null,
};

function entry(facts: Partial<JournalEntry>): JournalEntry {
  const unsaid = { request: {}, result: null, secret: null, startedAt: now, beforeRetry: false } as const;
  return { name: 'create_post', kind: 'commit', status: 'DONE', ...unsaid, ...facts };
}

const created = (state: string, facts: Partial<JournalEntry> = {}) =>
  entry({ result: { name, state, searchUrl }, ...facts });
const check = (state: string, facts: Partial<JournalEntry> = {}) =>
  created(state, { name: 'check_post', kind: 'check', request: { name }, ...facts });
const postWith = (options: JsonObject, of: Partial<SegmentToPublish> = {}) => {
  const step = next({ ...segment, ...of, options }, [], now);
  return step.do === 'call' ? step.call.request.post : step;
};

describe('the post that is sent', () => {
  test('of news is the text, and the time of planning stays when it is sent again', () => {
    const request = { plannedAt: now.toISOString(), post: { topicType: 'STANDARD', summary: 'Fresh buns' } };
    const call = { name: 'create_post', kind: 'commit', request, timeoutMs: 60_000 };
    expect(next(segment, [], now)).toEqual({ do: 'call', call });
    const refused = entry({ status: 'REFUSED', request });
    expect(next(segment, [refused], past(900))).toMatchObject({ call: { request } });
  });

  test('shows a photo that Google pulls, and may be without a text', () => {
    const medium = { key: 'aa', kind: 'IMAGE', mimeType: 'image/jpeg', url: 'https://postern.test/a.jpg' };
    const media = [medium] as never;
    const shown = [{ mediaFormat: 'PHOTO', sourceUrl: 'https://postern.test/a.jpg' }];
    expect(postWith({}, { text: '', media })).toEqual({ topicType: 'STANDARD', media: shown });
  });

  test.for([
    [
      'leads somewhere',
      { callToAction: 'BOOK', callToActionUrl: 'https://example.com/' },
      { url: 'https://example.com/' },
    ],
    ['calls', { callToAction: 'CALL', callToActionUrl: 'https://example.com/' }, {}],
  ] as const)('has a button that %s', ([, options, url]) => {
    const callToAction = { actionType: options.callToAction, ...url };
    expect(postWith(options)).toEqual({ topicType: 'STANDARD', summary: 'Fresh buns', callToAction });
  });

  test('of an event says when, by the clocks of the business', () => {
    const event = { eventTitle: 'Open house', eventStart: '2027-03-01T08:05', eventEnd: '2027-03-02T00:00' };
    expect(postWith({ topicType: 'EVENT', ...event, languageCode: 'en' })).toEqual({
      topicType: 'EVENT',
      summary: 'Fresh buns',
      languageCode: 'en',
      event: {
        title: 'Open house',
        schedule: {
          startDate: { year: 2027, month: 3, day: 1 },
          startTime: { hours: 8, minutes: 5 },
          endDate: { year: 2027, month: 3, day: 2 },
          endTime: { hours: 0, minutes: 0 },
        },
      },
    });
  });

  test('of an offer has whole days, what it takes, and no button, for it has its own', () => {
    const event = { eventTitle: 'Bun week', eventStart: '2027-03-01', eventEnd: '2027-03-07' };
    const offer = { couponCode: 'BUN7', redeemUrl: 'https://example.com/buns', terms: 'One each.' };
    const button = { callToAction: 'BOOK', callToActionUrl: 'https://example.com/' };
    expect(postWith({ topicType: 'OFFER', ...event, ...offer, ...button })).toEqual({
      topicType: 'OFFER',
      summary: 'Fresh buns',
      event: {
        title: 'Bun week',
        schedule: { startDate: { year: 2027, month: 3, day: 1 }, endDate: { year: 2027, month: 3, day: 7 } },
      },
      offer: { couponCode: 'BUN7', redeemOnlineUrl: 'https://example.com/buns', termsConditions: 'One each.' },
    });
  });
});

describe('a post that is made', () => {
  const published = { remoteId: name, url: searchUrl, ref: null };

  test('and live at once is finished, at the address that Google gives', () => {
    expect(next(segment, [created('LIVE')], now)).toEqual({ do: 'finish', published });
  });

  test('is looked at with growing pauses while Google checks it', () => {
    const journal = [created('PROCESSING')];
    expect(next(segment, journal, now)).toEqual({ do: 'wait', until: past(2) });
    const look = { name: 'check_post', kind: 'check', request: { name }, optional: true };
    expect(next(segment, journal, past(2))).toEqual({ do: 'call', call: look });
    const looked = [...journal, check('PROCESSING', { startedAt: past(2) })];
    expect(next(segment, looked, past(3))).toEqual({ do: 'wait', until: past(6) });
    const refused = check('', { status: 'REFUSED', result: null, startedAt: past(6) });
    expect(next(segment, [...looked, refused], past(7))).toEqual({ do: 'wait', until: past(14) });
    expect(next(segment, [...looked, refused, check('LIVE')], past(7))).toEqual({ do: 'finish', published });
  });

  test('is left alone after a quarter of an hour', () => {
    const journal = [created('PROCESSING'), check('PROCESSING', { startedAt: past(899) })];
    expect(next(segment, journal, past(900))).toEqual({ do: 'finish', published });
  });

  test('and rejected fails as against the rules, and is made again only after a person retried', () => {
    const journal = [created('PROCESSING'), check('REJECTED')];
    expect(next(segment, journal, now)).toMatchObject({
      do: 'fail',
      failure: { kind: 'policy_blocked', hint: expect.stringContaining('phone numbers') },
    });
    const retried = journal.map((one) => ({ ...one, beforeRetry: true }));
    expect(next(segment, retried, past(60))).toMatchObject({
      call: { name: 'create_post', request: { plannedAt: past(60).toISOString() } },
    });
  });
});
