import { z } from 'zod';
import type { Account } from '../graph/accounts.ts';
import { parameters } from '../graph/parameters.ts';
import { checkVersion, VERSIONED } from '../graph/version.ts';
import type { Answer, Incoming, Operation } from '../network.ts';
import { expired, notReady, quotaReached, unknownMedia } from './errors.ts';
import { checkNewContainer, newContainerSchema } from './new-container.ts';
import type { Parts } from './parts.ts';

const BODY_BYTES = 100_000;
const PUBLISH = ['instagram_business_basic', 'instagram_business_content_publish'];

/** Pages disagree on it: 50 or 100 in 24 hours. https://developers.facebook.com/docs/instagram-platform/content-publishing#rate-limit */
export const MAX_POSTS = 50;

/** Making containers and publishing them. https://developers.facebook.com/docs/instagram-platform/content-publishing */
export function containerOperations(parts: Parts): Operation[] {
  const operation = { method: 'POST', maxBodyBytes: BODY_BYTES } as const;
  const account = (incoming: Incoming): Account => {
    checkVersion(incoming);
    return parts.authenticate.ofPath(incoming, PUBLISH);
  };
  return [
    {
      ...operation,
      name: 'POST media',
      path: `${VERSIONED}/:user/media`,
      publishes: false,
      fetches: urlsIn,
      run: (incoming) => create(incoming, account(incoming), parts),
    },
    {
      ...operation,
      name: 'POST media_publish',
      path: `${VERSIONED}/:user/media_publish`,
      publishes: true,
      run: (incoming) => publish(incoming, account(incoming), parts),
    },
  ];
}

const url = z.string().optional();
const urlsSchema = z.object({ image_url: url, video_url: url, cover_url: url });

function urlsIn(incoming: Incoming): string[] {
  return Object.values(parameters(incoming, urlsSchema)).filter((one) => one !== undefined);
}

function create(incoming: Incoming, account: Account, parts: Parts): Answer {
  const sent = parameters(incoming, newContainerSchema);
  const draft = checkNewContainer(sent, { account, fetched: incoming.fetched }, parts);
  const processingMs = sent.video_url === undefined ? 0 : parts.world.processingMs;
  const { id } = parts.containers.add({ ...draft, accountId: account.id, processingMs });
  return { status: 200, body: { id } };
}

const publishSchema = z.strictObject({ access_token: z.string().optional(), creation_id: z.string() });

function publish(incoming: Incoming, account: Account, { containers, posts }: Parts): Answer {
  const { creation_id: id } = parameters(incoming, publishSchema);
  const container = containers.find(id, account.id) ?? unknownMedia();
  const state = containers.stateOf(container);
  if (state === 'IN_PROGRESS' || state === 'ERROR' || container.isItem) return notReady();
  if (state === 'EXPIRED') return expired();
  if (state === 'PUBLISHED') return unknownMedia();
  if (containers.publishedLately(account.id).length >= MAX_POSTS) return quotaReached();
  containers.publish(container);
  const { caption = '', ...said } = container.said;
  const text = said.media_type === 'STORIES' ? '' : caption;
  const post = posts.add({ accountId: account.id, said, media: container.media, text, inReplyTo: null });
  return { status: 200, body: { id: post.id } };
}
