import { z } from 'zod';
import type { Account } from '../graph/accounts.ts';
import { parameters } from '../graph/parameters.ts';
import type { Answer, Incoming, Operation } from '../network.ts';
import { mediaNotFound, notReady, quotaReached } from './errors.ts';
import { checkNewContainer, newContainerSchema } from './new-container.ts';
import type { Parts } from './parts.ts';
import { usageOf } from './quota.ts';

const BODY_BYTES = 100_000;
const PUBLISH = ['threads_basic', 'threads_content_publish'];

/** Making containers and publishing them. https://developers.facebook.com/docs/threads/reference/publishing */
export function containerOperations(parts: Parts): Operation[] {
  const operation = { method: 'POST', maxBodyBytes: BODY_BYTES } as const;
  return [
    {
      ...operation,
      name: 'POST threads',
      path: '/v1.0/:user/threads',
      publishes: false,
      fetches: urlsIn,
      run: (incoming) => create(incoming, parts.authenticate.ofPath(incoming, PUBLISH), parts),
    },
    {
      ...operation,
      name: 'POST threads_publish',
      path: '/v1.0/:user/threads_publish',
      publishes: true,
      run: (incoming) => publish(incoming, parts.authenticate.ofPath(incoming, PUBLISH), parts),
    },
  ];
}

const urlsSchema = z.object({ image_url: z.string().optional(), video_url: z.string().optional() });

function urlsIn(incoming: Incoming): string[] {
  const { image_url, video_url } = parameters(incoming, urlsSchema);
  return [image_url, video_url].filter((url) => url !== undefined);
}

function create(incoming: Incoming, account: Account, parts: Parts): Answer {
  const sent = parameters(incoming, newContainerSchema);
  if (sent.reply_to_id !== undefined) parts.authenticate.required(incoming, ['threads_manage_replies']);
  if (sent.location_id !== undefined) parts.authenticate.required(incoming, ['threads_location_tagging']);
  const fetched = incoming.fetched.get(sent.image_url ?? sent.video_url ?? '') ?? null;
  const draft = checkNewContainer(sent, { account, fetched }, parts);
  const processingMs = sent.media_type === 'VIDEO' ? parts.world.processingMs : 0;
  const { id } = parts.containers.add({ ...draft, accountId: account.id, processingMs });
  return { status: 200, body: { id } };
}

const publishSchema = z.strictObject({ access_token: z.string().optional(), creation_id: z.string() });

function publish(incoming: Incoming, account: Account, parts: Parts): Answer {
  const { containers, posts } = parts;
  const { creation_id: id } = parameters(incoming, publishSchema);
  const container = containers.find(id, account.id) ?? mediaNotFound(id);
  const state = containers.stateOf(container);
  if (state === 'IN_PROGRESS' || container.isItem) return notReady();
  if (state !== 'FINISHED') return mediaNotFound(id);
  const { text = '', reply_to_id: inReplyTo = null, ...said } = container.said;
  const usage = usageOf(account, containers);
  if (inReplyTo === null ? usage.posts >= usage.maxPosts : usage.replies >= usage.maxReplies) return quotaReached();
  if (inReplyTo !== null && posts.find(inReplyTo) === undefined) return mediaNotFound(inReplyTo);
  containers.publish(container);
  const post = posts.add({ accountId: account.id, said, media: container.media, text, inReplyTo });
  return { status: 200, body: { id: post.id } };
}
