import type { Answer, Incoming, Operation } from '../network.ts';
import { apiError, bodyOf, notFound, refuse } from './api.ts';
import { checkPost } from './check-post.ts';
import { canonicalOf, parseLittle } from './little.ts';
import { authorFor, operation, type Parts } from './parts.ts';
import { type PostBody, postBodySchema } from './post-body.ts';
import type { Post } from './posts.ts';

const MAX_PAGE = 100;

/** Publishing, reading and removing posts. https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api */
export function postOperations(parts: Parts): Operation[] {
  return [
    operation({ method: 'POST', path: '/rest/posts', publishes: true }, (incoming) => createPost(incoming, parts)),
    operation({ method: 'GET', path: '/rest/posts' }, (incoming) => findPosts(incoming, parts)),
    operation({ method: 'GET', path: '/rest/posts/:urn' }, (incoming) => showPost(incoming, parts)),
    operation({ method: 'DELETE', path: '/rest/posts/:urn' }, (incoming) => deletePost(incoming, parts)),
  ];
}

/** What a post is refused with that the network has already. */
export function duplicateOf(urn: string): Answer {
  const description = `Content is a duplicate of ${urn}`;
  const inputErrors = [{ code: 'DUPLICATE_POST', description, fieldPath: '/commentary' }];
  return apiError({ status: 422, code: 'UNPROCESSABLE_ENTITY', message: description, inputErrors });
}

function createPost(incoming: Incoming, parts: Parts): Answer {
  const { authenticate, rules, posts, world } = parts;
  const login = authenticate.restHolder(incoming, rules.write);
  const body = bodyOf(incoming, postBodySchema);
  const author = authorFor(body.author, login, parts);
  checkPost(body, parts);
  const known = posts.publishedAs(body);
  if (known !== null) return duplicateOf(known);
  const urn = `urn:li:${kindOf(body)}:${posts.nextId()}`;
  const { commentary, visibility, isReshareDisabledByAuthor, content = null } = body;
  const activityUrn = `urn:li:activity:${posts.nextId()}`;
  const createdAt = world.now().getTime();
  posts.save({
    urn,
    activityUrn,
    author: author.urn,
    commentary,
    visibility,
    isReshareDisabledByAuthor,
    content,
    createdAt,
  });
  posts.remember(body, urn);
  return { status: 201, headers: { 'x-restli-id': urn }, body: undefined };
}

/** Which of its two kinds of URN the network gives a post. */
function kindOf({ content }: PostBody): 'share' | 'ugcPost' {
  const isShare =
    content === undefined || content.article !== undefined || content.media?.id.startsWith('urn:li:image:');
  return isShare ? 'share' : 'ugcPost';
}

function showPost(incoming: Incoming, { authenticate, rules, posts }: Parts): Answer {
  authenticate.restHolder(incoming, rules.read);
  const post = posts.find(incoming.params.urn ?? '');
  return post === undefined ? notFound('the post') : { status: 200, body: elementOf(post) };
}

function findPosts(incoming: Incoming, parts: Parts): Answer {
  const { authenticate, rules, posts } = parts;
  const login = authenticate.restHolder(incoming, rules.read);
  const { query } = incoming;
  const count = Number(query.get('count') ?? 10);
  const start = Number(query.get('start') ?? 0);
  if (query.get('q') !== 'author' || !(count > 0 && count <= MAX_PAGE))
    refuse({
      status: 400,
      code: 'ILLEGAL_ARGUMENT',
      message: 'The finder "author" takes author, start and a count of at most 100',
    });
  const own = posts.of(authorFor(query.get('author') ?? '', login, parts).urn).toReversed();
  const elements = own.slice(start, start + count).map(elementOf);
  return { status: 200, body: { paging: { start, count, links: [] }, elements } };
}

/** What is gone already is deleted with success. */
function deletePost(incoming: Incoming, parts: Parts): Answer {
  const login = parts.authenticate.restHolder(incoming, parts.rules.write);
  const urn = incoming.params.urn ?? '';
  if (!/^urn:li:(?:share|ugcPost):\d+$/.test(urn))
    refuse({ status: 400, code: 'INVALID_URN_TYPE', message: `${urn} is not the URN of a post` });
  const post = parts.posts.find(urn);
  if (post !== undefined) {
    authorFor(post.author, login, parts);
    parts.posts.remove(post);
  }
  return { status: 204, body: undefined };
}

function elementOf({ urn, createdAt, content, activityUrn: _, ...post }: Post) {
  return {
    id: urn,
    ...post,
    commentary: canonicalOf(parseLittle(post.commentary)),
    ...(content === null ? {} : { content }),
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    lifecycleState: 'PUBLISHED',
    lifecycleStateInfo: { isEditedByAuthor: false },
    createdAt,
    publishedAt: createdAt,
    lastModifiedAt: createdAt,
  };
}
