import { expect, test } from 'vitest';
import { PlatformFailure } from '../../../src/platforms/failure.ts';
import type { HttpRequest } from '../../../src/platforms/http-request.ts';
import type { Session } from '../../../src/platforms/platform.ts';
import type { Credentials } from '../../../src/platforms/x/credentials.ts';
import { lookForPost } from '../../../src/platforms/x/look-for-post.ts';

const since = '2026-11-22T11:59:00.000Z';
const wanted = { since, text: 'Hello', mediaIds: [] };
const at = '2026-11-22T12:00:01.000Z';
const hello = { id: '5', text: 'Hello', created_at: at };
const withMedia = (...keys: string[]) => ({ ...hello, attachments: { media_keys: keys } });

/** A session whose account is listed as it is told; the posts with these ids are other segments'. */
function listing(page: object | PlatformFailure, recorded: readonly string[] = []) {
  const asked: string[] = [];
  const session = {
    account: { remoteId: '7', username: 'ada', server: null, webUrl: 'https://x.com' },
    credentials: { accessToken: 't', accessExpiresAt: at, refreshToken: null },
    isRecorded: (id: string) => recorded.includes(id),
    async send({ path }: HttpRequest, schema) {
      asked.push(path);
      if (page instanceof PlatformFailure) throw page;
      return schema.parse(page);
    },
  } as Session<Credentials>;
  return { session, asked };
}

const forbidden = new PlatformFailure({ kind: 'permission', happened: 'no', message: 'Forbidden' });
const photos = { ...wanted, mediaIds: ['11', '12'] };

test.for([
  ['a post that says the same', wanted, { data: [hello] }, [], 'found'],
  ['nothing', wanted, { meta: { result_count: 0 } }, [], 'absent'],
  ['another post', wanted, { data: [{ ...hello, text: 'Hallo' }] }, [], 'absent'],
  ['one of before', wanted, { data: [{ ...hello, created_at: '2026-11-22T11:58:59.000Z' }] }, [], 'absent'],
  ['one that another segment has', wanted, { data: [hello] }, ['5'], 'absent'],
  ['the same text with media that were not sent', wanted, { data: [withMedia('3_11')] }, [], 'absent'],
  ['the media, whatever the text became', photos, { data: [withMedia('3_12', '3_11')] }, [], 'found'],
  ['the same text with other media', photos, { data: [withMedia('3_11', '3_13')] }, [], 'absent'],
  ['more than a page', wanted, { data: [], meta: { next_token: 'more' } }, [], 'undecided'],
  ['nothing, for it may not be read', wanted, forbidden, [], 'undecided'],
] as const)('where the account shows %s', async ([, asked, page, recorded, verdict]) => {
  const { session } = listing(page, recorded);
  expect(await lookForPost({ ...asked, mediaIds: [...asked.mediaIds] }, session)).toMatchObject({ verdict });
});

test('asks for what is needed to compare, since the time of planning', async () => {
  const { session, asked } = listing({});
  await lookForPost(wanted, session);
  const query =
    'max_results=100&start_time=2026-11-22T11%3A59%3A00Z&tweet.fields=created_at%2Ctext%2Cattachments%2Centities';
  expect(asked).toEqual([`/2/users/7/tweets?${query}`]);
});

test('a passing failure is no verdict', async () => {
  const away = new PlatformFailure({ kind: 'transient', happened: 'maybe', message: 'Away' });
  await expect(lookForPost(wanted, listing(away).session)).rejects.toBe(away);
});
