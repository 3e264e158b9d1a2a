import { z } from 'zod';
import type { Account } from '../graph/accounts.ts';
import { badParameter, noSuchObject } from '../graph/error.ts';
import { shortcodeOf } from '../graph/ids.ts';
import { parameters } from '../graph/parameters.ts';
import type { Post } from '../graph/posts.ts';
import { checkVersion, VERSIONED } from '../graph/version.ts';
import { DAY } from '../limits.ts';
import type { Answer, Incoming, Operation } from '../network.ts';
import { MAX_POSTS } from './container-operations.ts';
import type { Parts } from './parts.ts';
import { isStory, mediaPath } from './shown-posts.ts';

const BODY_BYTES = 50_000;
const READ = ['instagram_business_basic'];
const COMMENT = [...READ, 'instagram_business_manage_comments'];
const MAX_COMMENT = 2_200;

const askedSchema = z.strictObject({
  access_token: z.string().optional(),
  fields: z.string().default('id'),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

type Run = (incoming: Incoming, account: Account, parts: Parts) => Answer;

/** Reading media, containers, the account and its limit, and comments. https://developers.facebook.com/docs/instagram-platform/reference */
export function mediaOperations(parts: Parts): Operation[] {
  const operation = (name: string, scopes: readonly string[], run: Run): Operation => {
    const [method, path] = name.split(' ') as [Operation['method'], string];
    return {
      name,
      method,
      path: `${VERSIONED}${path}`,
      // A comment is seen by people as well.
      publishes: method === 'POST',
      maxBodyBytes: BODY_BYTES,
      run: (incoming) => {
        checkVersion(incoming);
        return run(incoming, parts.authenticate.required(incoming, scopes), parts);
      },
    };
  };
  return [
    operation('GET /:user/media', READ, (...asked) => list((post) => !isStory(post), ...asked)),
    operation('GET /:user/stories', READ, (...asked) => list(isStory, ...asked)),
    operation('GET /:user/content_publishing_limit', READ, showLimit),
    operation('GET /:id/comments', COMMENT, listComments),
    operation('POST /:id/comments', COMMENT, comment),
    operation('GET /:id', READ, show),
  ];
}

function list(isListed: (post: Post) => boolean, ...[incoming, account, parts]: Parameters<Run>): Answer {
  const { user = '' } = incoming.params;
  if (user !== account.id) return noSuchObject('GET', user);
  const { fields, limit } = parameters(incoming, askedSchema);
  const own = parts.posts.ofAccount(account.id).filter((post) => post.inReplyTo === null && isListed(post));
  return { status: 200, body: { data: own.slice(0, limit).map((post) => pick(mediumFacts(post, parts), fields)) } };
}

function show(incoming: Incoming, account: Account, parts: Parts): Answer {
  const { id = '' } = incoming.params;
  const { fields } = parameters(incoming, askedSchema);
  return { status: 200, body: pick(factsOf(id, account, parts) ?? noSuchObject('GET', id), fields) };
}

function factsOf(id: string, account: Account, parts: Parts): Record<string, unknown> | null {
  if (id === 'me' || id === account.id) return accountFacts(account, parts);
  const container = parts.containers.find(id, account.id);
  if (container !== undefined) {
    const state = parts.containers.stateOf(container);
    return { id, status_code: state, status: state === 'ERROR' ? container.error : wordsOf[state] };
  }
  const post = parts.posts.find(id);
  return post === undefined || post.inReplyTo !== null ? null : mediumFacts(post, parts);
}

const wordsOf = {
  IN_PROGRESS: 'In Progress: Media is still being processed.',
  FINISHED: 'Finished: Media has been uploaded and it is ready to be published.',
  PUBLISHED: 'Published: Media has been published.',
  EXPIRED: 'Expired: Media was not published within 24 hours.',
};

function accountFacts({ id, username, displayName }: Account, { world }: Parts) {
  return {
    id: `2${id}`,
    user_id: id,
    username,
    name: displayName,
    account_type: 'BUSINESS',
    profile_picture_url: `${world.url()}/missing.svg`,
  };
}

function mediumFacts(post: Post, { world, accounts }: Parts) {
  const { id, accountId, text, said, media, at } = post;
  const isVideo = media[0]?.kind === 'video';
  return {
    id,
    caption: text === '' ? undefined : text,
    media_type: said.media_type === 'CAROUSEL' ? 'CAROUSEL_ALBUM' : isVideo ? 'VIDEO' : 'IMAGE',
    media_product_type: isStory(post) ? 'STORY' : said.media_type === 'REELS' ? 'REELS' : 'FEED',
    permalink: `${world.url()}${mediaPath(post, accounts.byId(accountId)?.username ?? '')}`,
    shortcode: shortcodeOf(id),
    timestamp: timestamp(at),
    username: accounts.byId(accountId)?.username,
  };
}

function timestamp(at: string): string {
  return at.replace(/\.\d+Z$/, '+0000');
}

/** The fields that were asked for; one that the object has not is refused, one without a value is left out. */
function pick(facts: Record<string, unknown>, fields: string): Record<string, unknown> {
  const asked = [...new Set(['id', ...fields.split(',')])];
  const unknown = asked.find((field) => !(field in facts));
  if (unknown !== undefined) return badParameter(`Tried accessing nonexisting field (${unknown})`);
  return Object.fromEntries(asked.map((field) => [field, facts[field]]));
}

function showLimit(incoming: Incoming, account: Account, { containers }: Parts): Answer {
  const { user = '' } = incoming.params;
  if (user !== account.id) return noSuchObject('GET', user);
  const { fields } = parameters(incoming, askedSchema);
  const config = { quota_total: MAX_POSTS, quota_duration: DAY / 1_000 };
  const facts = { quota_usage: containers.publishedLately(account.id).length, config };
  const asked = Object.entries(facts).filter(([name]) => name === 'quota_usage' || fields.split(',').includes(name));
  return { status: 200, body: { data: [Object.fromEntries(asked)] } };
}

/** What is commented on: a post that is there, and no story. */
function commented({ params: { id = '' } }: Incoming, method: string, { posts }: Parts): Post {
  const post = posts.find(id);
  if (post === undefined || post.inReplyTo !== null || isStory(post)) return noSuchObject(method, id);
  return post;
}

const commentSchema = z.strictObject({ access_token: z.string().optional(), message: z.string().min(1) });

function comment(incoming: Incoming, account: Account, parts: Parts): Answer {
  const { message } = parameters(incoming, commentSchema);
  if ([...message].length > MAX_COMMENT)
    return badParameter(`Param message must be at most ${MAX_COMMENT} characters long.`);
  const { id: inReplyTo } = commented(incoming, 'POST', parts);
  const { id } = parts.posts.add({ accountId: account.id, said: {}, media: [], text: message, inReplyTo });
  return { status: 200, body: { id } };
}

function listComments(incoming: Incoming, _account: Account, parts: Parts): Answer {
  const { fields, limit } = parameters(incoming, askedSchema);
  const below = parts.posts.below(commented(incoming, 'GET', parts).id).slice(0, limit);
  const facts = ({ id, text, at, accountId }: Post) => {
    return { id, text, timestamp: timestamp(at), username: parts.accounts.byId(accountId)?.username };
  };
  return { status: 200, body: { data: below.map((post) => pick(facts(post), fields)) } };
}
