import { z } from 'zod';
import type { Account } from '../graph/accounts.ts';
import { badParameter, noSuchObject } from '../graph/error.ts';
import { shortcodeOf } from '../graph/ids.ts';
import { parameters } from '../graph/parameters.ts';
import type { Post } from '../graph/posts.ts';
import { DAY } from '../limits.ts';
import type { Answer, Incoming, Operation } from '../network.ts';
import type { Parts } from './parts.ts';
import { usageOf } from './quota.ts';

const BODY_BYTES = 10_000;
const READ = ['threads_basic'];
const askedSchema = z.strictObject({
  access_token: z.string().optional(),
  fields: z.string().default('id'),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});

type Run = (incoming: Incoming, account: Account, parts: Parts) => Answer;

/** Reading posts, containers, the account and its limits, and deleting posts. https://developers.facebook.com/docs/threads/reference */
export function postOperations(parts: Parts): Operation[] {
  const operation = (name: string, scopes: readonly string[], run: Run): Operation => {
    const [method, path] = name.split(' ') as [Operation['method'], string];
    return {
      name,
      method,
      path: `/v1.0${path}`,
      publishes: false,
      maxBodyBytes: BODY_BYTES,
      run: (incoming) => run(incoming, parts.authenticate.required(incoming, scopes), parts),
    };
  };
  return [
    operation('GET /me/threads', READ, (...asked) => list(({ inReplyTo }) => inReplyTo === null, ...asked)),
    operation('GET /me/replies', [...READ, 'threads_read_replies'], (...asked) =>
      list(({ inReplyTo }) => inReplyTo !== null, ...asked),
    ),
    operation('GET /:user/threads_publishing_limit', READ, showLimit),
    operation('GET /:id', READ, show),
    operation('DELETE /:id', [...READ, 'threads_delete'], remove),
  ];
}

function list(isListed: (post: Post) => boolean, ...[incoming, account, parts]: Parameters<Run>): Answer {
  const { fields, limit } = parameters(incoming, askedSchema);
  const own = parts.posts.ofAccount(account.id).filter(isListed).slice(0, limit);
  return { status: 200, body: { data: own.map((post) => pick(postFacts(post, parts), `id,${fields}`)), paging: {} } };
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
    const status = parts.containers.stateOf(container);
    return { id, status, ...(status === 'ERROR' ? { error_message: container.error } : { error_message: undefined }) };
  }
  const post = parts.posts.find(id);
  return post === undefined ? null : postFacts(post, parts);
}

function accountFacts({ id, username, displayName }: Account, { world }: Parts) {
  return { id, username, name: displayName, threads_profile_picture_url: `${world.url()}/missing.svg` };
}

const mediaTypes: Readonly<Record<string, string>> = { TEXT: 'TEXT_POST', CAROUSEL: 'CAROUSEL_ALBUM' };

function postFacts({ id, accountId, text, said, at }: Post, { world, accounts }: Parts) {
  const username = accounts.byId(accountId)?.username ?? '';
  const shortcode = shortcodeOf(id);
  const kind = said.media_type ?? 'TEXT';
  return {
    id,
    media_product_type: 'THREADS',
    media_type: mediaTypes[kind] ?? kind,
    permalink: `${world.url()}/@${username}/post/${shortcode}`,
    owner: { id: accountId },
    username,
    text: text === '' ? undefined : text,
    timestamp: at.replace(/\.\d+Z$/, '+0000'),
    shortcode,
  };
}

/** The fields that were asked for; one that the object has not is refused, one without a value is left out. */
function pick(facts: Record<string, unknown>, fields: string): Record<string, unknown> {
  const asked = [...new Set(fields.split(','))];
  const unknown = asked.find((field) => !(field in facts));
  if (unknown !== undefined) return badParameter(`Tried accessing nonexisting field (${unknown})`);
  return Object.fromEntries([...new Set(['id', ...asked])].map((field) => [field, facts[field]]));
}

function showLimit(incoming: Incoming, account: Account, { containers }: Parts): Answer {
  const { user = '' } = incoming.params;
  if (user !== 'me' && user !== account.id) return noSuchObject('GET', user);
  const { posts, replies, maxPosts, maxReplies } = usageOf(account, containers);
  const config = (total: number) => ({ quota_total: total, quota_duration: DAY / 1_000 });
  const facts = {
    quota_usage: posts,
    config: config(maxPosts),
    reply_quota_usage: replies,
    reply_config: config(maxReplies),
  };
  const { fields } = parameters(incoming, askedSchema);
  const asked = fields.split(',');
  return {
    status: 200,
    body: { data: [Object.fromEntries(Object.entries(facts).filter(([name]) => asked.includes(name)))] },
  };
}

function remove(incoming: Incoming, account: Account, { posts }: Parts): Answer {
  const { id = '' } = incoming.params;
  const post = posts.find(id);
  if (post?.accountId !== account.id) return noSuchObject('DELETE', id);
  posts.remove(post);
  return { status: 200, body: { success: true, deleted_id: id } };
}
