import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { type DeliveryView, made, readPost } from '../../support/posts.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  await fetch(`${app.sandbox.url}/_published`, { method: 'DELETE' });
});

const COMMENTS = 'POST /rest/socialActions/:urn/comments';

/** Publishes a post with a comment, one of them with a lost answer, and gives what became of it. */
async function publishLosing(channel: string, operation: string): Promise<DeliveryView | undefined> {
  const account = channel === 'linkedin' ? 'Marlow Press' : 'marlow';
  await app.sandbox.fault({ channel, fault: 'drop_after_accept', operation });
  const containers = [{ content: 'Hello' }, { content: 'More' }];
  const { id } = await made(app, 'createPost', { accounts: [account], containers, publish: true });
  await app.settle();
  const { deliveries } = await readPost(app, id);
  return deliveries.find(({ account: { network } }) => network === channel);
}

async function textsOn(network: string): Promise<string[]> {
  return (await app.sandbox.published()).filter(({ channel }) => channel === network).map(({ text }) => text);
}

test.for([
  ['a member’s post, by sending it again', 'linkedin', 'POST /rest/posts'],
  ['a page’s post, by looking', 'linkedin_page', 'POST /rest/posts'],
  ['a page’s comment, by looking', 'linkedin_page', COMMENTS],
] as const)('a lost answer is made up for: %s', async ([, channel, operation]) => {
  expect(await publishLosing(channel, operation)).toMatchObject({ status: 'POSTED' });
  expect(await textsOn(channel)).toEqual(['Hello', 'More']);
});

test('a member’s comment cannot be looked for: a person decides, and nothing is sent twice', async () => {
  const delivery = await publishLosing('linkedin', COMMENTS);
  expect(delivery).toMatchObject({ status: 'UNKNOWN', error: { code: 'OUTCOME_UNKNOWN', hint: expect.any(String) } });
  expect(await textsOn('linkedin')).toEqual(['Hello', 'More']);
});
