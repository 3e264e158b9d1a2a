import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { made, type PostView, readPost } from '../support/posts.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const containers = ['root', 'first reply', 'second reply'].map((content) => ({ content }));

async function settled(id: string): Promise<PostView> {
  await app.settle();
  return readPost(app, id);
}

const segmentsOf = ({ deliveries }: PostView) => deliveries[0]?.segments ?? [];

/** What has the network refuse the first reply, and nothing else; what comes back ends that. */
type Refusal = (network: string) => Promise<() => Promise<unknown>>;

const byFault =
  (operation: string): Refusal =>
  async (channel) => {
    await app.sandbox.fault({ channel, fault: 'media_rejected', operation });
    return async () => {};
  };

/** A text that the account has said already. */
const byDuplicate: Refusal = async (network) => {
  const { id } = await made(app, 'createPost', { accounts: [network], content: 'first reply', publish: true });
  await app.settle();
  return () => app.graphql(`mutation { deletePost(input: { id: "${id}" }) { deletedId } }`);
};

describe.each<[network: string, kind: string, refuses: Refusal]>([
  ['x', 'in a thread', byDuplicate],
  ['facebook', 'as a comment', byFault('POST comments')],
  ['linkedin', 'as a comment', byFault('POST /rest/socialActions/:urn/comments')],
])('a reply on %s, %s,', (network, kind, refuses) => {
  test('that is refused after its root went out is gone on from, and the root is published once', async () => {
    const ending = await refuses(network);
    const { id } = await made(app, 'createPost', { accounts: [network], containers, publish: true });
    const failed = await settled(id);
    expect(failed).toMatchObject({ status: 'FAILED', deliveries: [{ status: 'FAILED', attempts: [{}] }] });
    expect(segmentsOf(failed)).toMatchObject([
      { status: 'POSTED', error: null, url: expect.any(String) },
      { status: 'FAILED', error: { code: expect.any(String) } },
      { status: expect.stringMatching(/PENDING|FAILED/), remoteId: null },
    ]);
    await ending();

    await made(app, 'retryFailedPlatforms', { id });
    const posted = await settled(id);
    expect(posted.status).toBe('POSTED');
    const [root, first, second] = segmentsOf(posted);
    expect(root?.remoteId).toBe(segmentsOf(failed)[0]?.remoteId);
    const published = (await app.sandbox.published()).filter(({ channel }) => channel === network);
    const above = kind === 'in a thread' ? first?.remoteId : root?.remoteId;
    expect(published).toMatchObject([
      { text: 'root', id: root?.remoteId, inReplyTo: null },
      { text: 'first reply', id: first?.remoteId, inReplyTo: root?.remoteId },
      { text: 'second reply', id: second?.remoteId, inReplyTo: above },
    ]);
  });
});
