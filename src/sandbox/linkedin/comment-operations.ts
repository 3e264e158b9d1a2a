import type { Answer, Incoming, Operation } from '../network.ts';
import { bodyOf, notFound, refuse, refuseField } from './api.ts';
import { checkAsset, checkLength } from './check-post.ts';
import { authorFor, operation, type Parts } from './parts.ts';
import { commentBodySchema } from './post-body.ts';
import type { Comment, Post } from './posts.ts';

const MAX_TEXT = 1_250;
const COMMENTS = '/rest/socialActions/:urn/comments';

/** https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/comments-api */
export function commentOperations(parts: Parts): Operation[] {
  return [
    operation({ method: 'POST', path: COMMENTS, publishes: true }, (incoming) => createComment(incoming, parts)),
    operation({ method: 'GET', path: COMMENTS }, (incoming) => listComments(incoming, parts)),
    operation({ method: 'DELETE', path: `${COMMENTS}/:id` }, (incoming) => deleteComment(incoming, parts)),
  ];
}

/** A comment's URN: it is named by the activity that the post is of. */
export function commentUrnOf({ id }: Pick<Comment, 'id'>, { activityUrn }: Pick<Post, 'activityUrn'>): string {
  return `urn:li:comment:(${activityUrn},${id})`;
}

function createComment(incoming: Incoming, parts: Parts): Answer {
  const { authenticate, rules, posts, assets, world } = parts;
  const login = authenticate.restHolder(incoming, rules.write);
  const { actor, object, message, content = [] } = bodyOf(incoming, commentBodySchema);
  const post = posts.find(incoming.params.urn ?? '') ?? notFound('the post');
  if (posts.find(object)?.urn !== post.urn)
    refuseField('/object', 'INVALID_URN_ID', 'The object is not the post that is commented on');
  const author = authorFor(actor, login, parts);
  checkLength('/message/text', message.text, MAX_TEXT);
  if (message.text.trim() === '' && content.length === 0)
    refuseField('/message/text', 'MISSING_FIELD', 'A comment needs a text or an image');
  if (content.length > 1) refuseField('/content', 'INVALID_VALUE_FOR_FIELD', 'A comment has one image at most');
  for (const { entity } of content)
    checkAsset(entity.image, '/content/0/entity/image', { owner: author.urn, kinds: ['image'], assets });
  const comment: Comment = {
    id: posts.nextId(),
    postUrn: post.urn,
    actor: author.urn,
    text: message.text,
    image: content[0]?.entity.image ?? null,
    createdAt: world.now().getTime(),
  };
  posts.saveComment(comment);
  return { status: 201, headers: { 'x-restli-id': comment.id }, body: elementOf(comment, post) };
}

function listComments(incoming: Incoming, { authenticate, rules, posts }: Parts): Answer {
  authenticate.restHolder(incoming, rules.read);
  const post = posts.find(incoming.params.urn ?? '') ?? notFound('the post');
  const start = Number(incoming.query.get('start') ?? 0);
  const count = Number(incoming.query.get('count') ?? 10);
  const all = posts.commentsOn(post);
  const elements = all.slice(start, start + count).map((comment) => elementOf(comment, post));
  return { status: 200, body: { paging: { start, count, links: [], total: all.length }, elements } };
}

function deleteComment(incoming: Incoming, parts: Parts): Answer {
  const { authenticate, rules, posts } = parts;
  const login = authenticate.restHolder(incoming, rules.write);
  const comment = posts.findComment(incoming.params.id ?? '') ?? notFound('the comment');
  if (posts.find(incoming.params.urn ?? '')?.urn !== comment.postUrn) notFound('the comment');
  const actor = incoming.query.get('actor');
  if (rules.channel === 'linkedin_page' && actor === null)
    refuse({
      status: 400,
      code: 'ILLEGAL_ARGUMENT',
      message: 'The parameter "actor" is needed to act for an organization',
    });
  authorFor(comment.actor, login, parts);
  posts.removeComment(comment);
  return { status: 204, body: undefined };
}

function elementOf(comment: Comment, post: Post) {
  const { id, actor, text, image, createdAt } = comment;
  const stamp = { actor, time: createdAt };
  return {
    id,
    actor,
    object: post.activityUrn,
    commentUrn: commentUrnOf(comment, post),
    message: { attributes: [], text },
    ...(image === null ? {} : { content: [{ type: 'IMAGE', entity: { image } }] }),
    created: stamp,
    lastModified: stamp,
  };
}
