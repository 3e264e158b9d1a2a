import { beforeEach, describe, expect, test } from 'vitest';
import { openFiles } from '../../src/sandbox/files.ts';
import { DAY } from '../../src/sandbox/limits.ts';
import type { Answer, Fetched, Incoming, Operation, PlayedNetwork } from '../../src/sandbox/network.ts';
import { Refused } from '../../src/sandbox/network.ts';
import { openStore } from '../../src/sandbox/store.ts';
import { threads } from '../../src/sandbox/threads/threads.ts';
import { makers } from '../support/images.ts';

let now: number;
let played: PlayedNetwork;
beforeEach(() => {
  now = new Date('2026-05-04T10:00:00.000Z').getTime();
  const world = { url: () => 'http://sandbox.test/threads', now: () => new Date(now), processingMs: 2_000 };
  played = threads.play({ ...world, store: openStore(null), files: openFiles(null) });
});

type Sent = {
  params?: Record<string, string>;
  form?: Record<string, string>;
  fetched?: Record<string, Fetched | null>;
};

/** A request as ada sends it. */
function incoming(isRead: boolean, { params = {}, form = {}, fetched = {} }: Sent): Incoming {
  const parameters = new URLSearchParams({ access_token: 'sandbox-token-ada', ...form });
  return {
    params: { user: 'me', ...params },
    query: isRead ? parameters : new URLSearchParams(),
    headers: new Headers(isRead ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    body: isRead ? '' : parameters.toString(),
    bytes: Buffer.alloc(0),
    parts: [],
    fetched: new Map(Object.entries(fetched)),
  };
}

/** Asks an operation by its name. */
function ask(name: string, sent: Sent = {}): Answer {
  const operation = played.operations.find((one) => one.name === name) as Operation;
  try {
    return operation.run(incoming(operation.method !== 'POST', sent));
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    throw error;
  }
}

const idIn = ({ body }: Answer): string => (body as { id: string }).id;
const text = (more: Record<string, string> = {}) => ({ media_type: 'TEXT', text: 'Hello', ...more });
const create = (form: Record<string, string>, fetched?: Record<string, Fetched | null>) =>
  ask('POST threads', { form, ...(fetched === undefined ? {} : { fetched }) });
const publish = (creation_id: string) => ask('POST threads_publish', { form: { creation_id } });
const refusal = (code: number, error_subcode?: number) => {
  const subcode = error_subcode === undefined ? {} : { error_subcode };
  return { status: 400, body: { error: { code, ...subcode } } };
};
const status = (id: string) => ask('GET /:id', { params: { id }, form: { fields: 'status,error_message' } }).body;

describe('a container', () => {
  const picture = 'https://example.com/a.jpg';
  test.each([
    ['no kind', { text: 'Hello' }],
    ['no text', { media_type: 'TEXT' }],
    ['no image', { media_type: 'IMAGE' }],
    ['an alternative text without a medium', text({ alt_text: 'A gull' })],
    ['a link beside a medium', { media_type: 'IMAGE', image_url: picture, link_attachment: picture }],
    ['a topic with a full stop', text({ topic_tag: 'v1.0' })],
    ['somebody unknown who may reply', text({ reply_control: 'nobody' })],
    ['a country that is written out', text({ allowlisted_country_codes: 'Norway' })],
    ['a poll of one answer', text({ poll_attachment: '{"option_a":"Yes"}' })],
    ['501 characters', text({ text: 'a'.repeat(501) })],
    ['126 emoji, which are 504 bytes', text({ text: '👍'.repeat(126) })],
    ['one child', { media_type: 'CAROUSEL', children: '1' }],
    ['a parameter that there is not', text({ auto_publish: 'true' })],
  ])('with %s is refused', (_case, form) => {
    expect(create(form)).toMatchObject(refusal(100));
  });

  test('is refused where it replies to, quotes or shows what is not there', () => {
    for (const form of [
      text({ reply_to_id: '1' }),
      text({ quote_post_id: '1' }),
      { media_type: 'CAROUSEL', children: '1,2' },
    ])
      expect(create(form)).toMatchObject(refusal(24, 4_279_009));
  });

  test('shows an image that was fetched, and is refused where it could not be, or is none', async () => {
    const form = { media_type: 'IMAGE', image_url: picture };
    const fetched = (bytes: Buffer) => ({ [picture]: { mimeType: 'image/jpeg', bytes } });
    expect(create(form, fetched(await makers.jpeg.make()))).toMatchObject({ status: 200 });
    expect(create(form, { [picture]: null })).toMatchObject(refusal(1, 2_207_052));
    expect(create(form, fetched(Buffer.from('no image')))).toMatchObject(refusal(36_001, 2_207_005));
  });

  test('of a video is worked on for a time, and says what is wrong with it after that', () => {
    const id = idIn(create({ media_type: 'VIDEO', video_url: picture }, { [picture]: null }));
    expect(status(id)).toMatchObject({ status: 'IN_PROGRESS' });
    expect(publish(id)).toMatchObject(refusal(9_007, 2_207_027));
    now += 2_000;
    expect(status(id)).toMatchObject({ status: 'ERROR', error_message: 'FAILED_DOWNLOADING_VIDEO' });
  });

  test('is published once, and not after a day', () => {
    const [first, second] = [idIn(create(text())), idIn(create(text()))];
    expect(publish(first)).toMatchObject({ status: 200 });
    expect(status(first)).toMatchObject({ status: 'PUBLISHED' });
    expect(publish(first)).toMatchObject(refusal(24, 4_279_009));
    now += DAY;
    expect(status(second)).toMatchObject({ status: 'EXPIRED' });
    expect(publish(second)).toMatchObject(refusal(24, 4_279_009));
    expect(played.posts()).toHaveLength(1);
  });
});

test('an account publishes 250 posts in 24 hours, deleted or not', () => {
  const ids = Array.from({ length: 250 }, () => idIn(publish(idIn(create(text())))));
  expect(ask('DELETE /:id', { params: { id: ids[0] ?? '' } })).toMatchObject({ body: { success: true } });
  expect(publish(idIn(create(text())))).toMatchObject(refusal(9, 2_207_042));
  const reply = idIn(create(text({ reply_to_id: ids[1] ?? '' })));
  expect(publish(reply)).toMatchObject({ status: 200 });
  now += DAY;
  expect(publish(idIn(create(text())))).toMatchObject({ status: 200 });
});

test('posts and replies are listed apart, and nobody deletes another’s', () => {
  const root = idIn(publish(idIn(create(text()))));
  const reply = idIn(publish(idIn(create(text({ reply_to_id: root })))));
  const listed = (name: string) => (ask(name).body as { data: { id: string }[] }).data.map(({ id }) => id);
  expect([listed('GET /me/threads'), listed('GET /me/replies')]).toEqual([[root], [reply]]);
  const asEve = { params: { id: root }, form: { access_token: 'sandbox-token-eve' } };
  expect(ask('DELETE /:id', asEve)).toMatchObject(refusal(100, 33));
  expect(ask('GET /:id', { params: { id: root }, form: { fields: 'colour' } })).toMatchObject(refusal(100));
});

test('a token that is none, over or revoked is told so, each by its subcode', () => {
  const me = (access_token = 'sandbox-token-ada') => ask('GET /:id', { params: { id: 'me' }, form: { access_token } });
  expect(me('nonsense')).toMatchObject(refusal(190));
  played.faults.token_expired?.(incoming(true, {}));
  expect(me()).toMatchObject(refusal(190, 463));
  played.faults.token_revoked?.(incoming(true, {}));
  expect(me()).toMatchObject(refusal(190, 460));
  played.forgetFaults();
  expect(me()).toMatchObject({ status: 200 });
});
