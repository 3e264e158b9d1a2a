import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, test } from 'vitest';
import { defaultSockets } from '../../../src/config.ts';
import type { RunningEventFeed } from '../../../src/events/event-feed.ts';
import { storeAccount } from '../../support/fixtures.ts';
import { socketUrl } from '../../support/graphql-client.ts';
import { startTestApi, type TestApi } from '../test-api.ts';
import { terminatePeers } from './open-peer.ts';
import { sentences } from './sentences.ts';
import type { Target } from './target.ts';

/** PROTOCOL_TARGET=target.json npx vitest run test/server/protocol asks another server: the file holds a Target. */
const otherTarget = process.env.PROTOCOL_TARGET;
const initMs = 400;

let target: Target;
let api: TestApi | null = null;
let ringing: NodeJS.Timeout | undefined;

beforeAll(async () => {
  if (otherTarget !== undefined) {
    target = JSON.parse(readFileSync(otherTarget, 'utf8')) as Target;
    return;
  }
  api = await startTestApi({ config: { sockets: { ...defaultSockets, initMs } } });
  await storeAccount(api.database, api.workspace.workspaceId);
  ringing = setInterval(api.feed.ring, 10);
  target = ownTarget(api);
});
afterEach(terminatePeers);
afterAll(async () => {
  clearInterval(ringing);
  await api?.[Symbol.asyncDispose]();
});

function ownTarget({ url, workspace, feed }: TestApi): Target {
  return {
    begun: countSubscribed(feed),
    url: socketUrl(url),
    connectionParams: { authorization: `Bearer ${workspace.key}` },
    refusedParams: { authorization: 'Bearer nobody' },
    initMs,
    documents: {
      query: '{ viewer { workspace { id } } }',
      mutation:
        'mutation { createPost(input: { accounts: ["bluesky"], content: "Hello" }) { userErrors { message } post { id } } }',
      subscription: 'subscription { postStatusChanged { cursor postId } }',
    },
  };
}

/** Counts the places that are taken in the log: whoever has one gets what comes after. */
function countSubscribed(feed: RunningEventFeed): () => number {
  const { subscribe } = feed;
  let subscribed = 0;
  feed.subscribe = async (place) => {
    const reader = await subscribe(place);
    subscribed += 1;
    return reader;
  };
  return () => subscribed;
}

for (const [about, rules] of Object.entries(sentences))
  describe(about, () => {
    for (const { name, check } of rules) test(name, () => check(target));
  });
