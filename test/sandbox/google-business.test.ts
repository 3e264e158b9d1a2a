import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Opened, openSandbox } from './clients.ts';

let sandbox: Opened;
let names = 0;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox[Symbol.asyncDispose]());

type Body = {
  name: string;
  state: string;
  searchUrl: string;
  accounts: { name: string }[];
  locations: { name: string }[];
  localPosts: object[];
  nextPageToken: string;
  error: { message: string; details: { errorDetails: { field: string }[] }[] };
};

/** Somebody who manages businesses at the sandbox, with their first location and the one that is not verified. */
async function openBusiness(name = `someone${++names}`) {
  const headers = { authorization: `Bearer sandbox-token-${name}` };
  const api = async (route: string, json?: unknown) => {
    const [method = '', path = ''] = route.split(' ');
    const answer = await sandbox.call(`${method} /google_business${path}`, {
      headers,
      ...(json === undefined ? {} : { json }),
    });
    return { status: answer.status, body: answer.body as unknown as Body };
  };
  const [group] = (await api('GET /v1/accounts?pageToken=group')).body.accounts;
  const mask = 'readMask=name,title,storefrontAddress,metadata';
  const { locations } = (await api(`GET /v1/${group?.name}/locations?${mask}`)).body;
  const [first, last] = [locations[0], locations.at(-1)].map((location) => `${group?.name}/${location?.name}`);
  const post = (body: object, at = first) => api(`POST /v4/${at}/localPosts`, { topicType: 'STANDARD', ...body });
  return { api, post, first, last };
}

test('a post is checked for a while; then it is live, or rejected and seen by nobody', async () => {
  const { api, post, first } = await openBusiness();
  const good = await post({ summary: 'Fresh buns' });
  const bad = await post({ summary: 'See https://example.com/' });
  expect([good.body.state, bad.body.state]).toEqual(['PROCESSING', 'PROCESSING']);
  expect((await api(`GET /v4/${first}/localPosts`)).body).toEqual({});
  sandbox.pass(2_000);
  expect((await api(`GET /v4/${good.body.name}`)).body).toMatchObject({ state: 'LIVE', summary: 'Fresh buns' });
  expect((await api(`GET /v4/${bad.body.name}`)).body.state).toBe('REJECTED');
  expect(await sandbox.published()).toMatchObject([{ id: good.body.name, url: good.body.searchUrl }]);
  expect((await fetch(good.body.searchUrl)).status).toBe(200);
  const page = await api(`GET /v4/${first}/localPosts?pageSize=1`);
  expect(page.body).toMatchObject({ localPosts: [{ name: bad.body.name }], nextPageToken: '1' });
  expect((await api(`DELETE /v4/${good.body.name}`)).body).toEqual({});
  expect((await api(`DELETE /v4/${good.body.name}`)).status).toBe(404);
});

const when = { startDate: { year: 2027, month: 3, day: 1 }, endDate: { year: 2027, month: 3, day: 2 } };
const eventAt = (schedule: object) => ({
  topicType: 'EVENT',
  event: { title: 'a', schedule: { ...when, ...schedule } },
});

test.for([
  ['no topic', { topicType: undefined, summary: 'a' }, 'topic_type'],
  ['no text and no photo', {}, 'summary'],
  ['1501 characters', { summary: 'a'.repeat(1_501) }, 'summary'],
  ['an offer without its time', { topicType: 'OFFER', summary: 'a', offer: {} }, 'event'],
  [
    'an event of 59 characters',
    { topicType: 'EVENT', event: { title: 'a'.repeat(59), schedule: when } },
    'event.title',
  ],
  ['an event that ends before it begins', eventAt({ endDate: { year: 2027, month: 2, day: 28 } }), 'event.schedule'],
  [
    'an event that lasts no time',
    eventAt({ endDate: when.startDate, startTime: { hours: 8, minutes: 0 }, endTime: { hours: 8, minutes: 0 } }),
    'event.schedule',
  ],
  ['the offer of an event', { topicType: 'EVENT', event: { title: 'a', schedule: when }, offer: {} }, 'offer'],
  ['a button that leads nowhere', { summary: 'a', callToAction: { actionType: 'BOOK' } }, 'call_to_action.url'],
  [
    'a call that leads somewhere',
    { summary: 'a', callToAction: { actionType: 'CALL', url: 'https://example.com/' } },
    'call_to_action.url',
  ],
  [
    'a photo that cannot be pulled',
    { media: [{ mediaFormat: 'PHOTO', sourceUrl: 'http://127.0.0.1:1/' }] },
    'media.source_url',
  ],
] as const)('a post with %s is refused', async ([, body, field]) => {
  const { post } = await openBusiness();
  const answer = await post(body);
  expect([answer.status, answer.body.error.details[0]?.errorDetails[0]?.field]).toEqual([400, field]);
});

test('what the API has no name for, and several photos, are refused', async () => {
  const { post } = await openBusiness();
  const photo = { mediaFormat: 'PHOTO', sourceUrl: 'http://127.0.0.1:1/' };
  for (const body of [{ title: 'a' }, { media: [photo, photo] }, { media: [{ ...photo, mediaFormat: 'VIDEO' }] }]) {
    const answer = await post({ summary: 'a', ...body });
    expect([answer.status, answer.body.error.message]).toEqual([400, expect.stringContaining('Invalid JSON payload')]);
  }
});

test('a location that is not verified takes no posts, and one of others is not found', async () => {
  const [own, other] = [await openBusiness(), await openBusiness()];
  expect((await own.post({ summary: 'a' }, own.last)).status).toBe(403);
  expect((await own.post({ summary: 'a' }, other.first)).status).toBe(404);
});
