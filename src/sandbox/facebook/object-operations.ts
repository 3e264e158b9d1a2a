import { z } from 'zod';
import { badParameter, noSuchObject } from '../graph/error.ts';
import { parameters } from '../graph/parameters.ts';
import { VERSIONED } from '../graph/version.ts';
import type { Answer, Incoming, Operation } from '../network.ts';
import type { Page } from './accounts.ts';
import type { Parts } from './feed-operations.ts';
import { fieldsOf } from './nodes.ts';
import { isPublished } from './video-status.ts';

const BODY_BYTES = 1_000_000;
const MAX_COMMENT = 8_000;

/** What can be done with whatever has an id: reading it, deleting it, saying something below it. */
export function objectOperations(parts: Parts): Operation[] {
  const object = { path: `${VERSIONED}/:id{[0-9_]+}`, publishes: false, maxBodyBytes: BODY_BYTES };
  const comments = { ...object, path: `${object.path}/comments` };
  return [
    {
      ...comments,
      name: 'POST comments',
      method: 'POST',
      publishes: true,
      run: (incoming) => comment(incoming, parts),
    },
    { ...comments, name: 'GET comments', method: 'GET', run: (incoming) => listComments(incoming, parts) },
    { ...object, name: 'GET object', method: 'GET', run: (incoming) => show(incoming, parts) },
    { ...object, name: 'DELETE object', method: 'DELETE', run: (incoming) => remove(incoming, parts) },
  ];
}

const readSchema = z.object({ fields: z.string().default('id') });

function show(incoming: Incoming, { objects, nodes, authenticate }: Parts): Answer {
  const { id: pageId } = authenticate.page(incoming, 'pages_read_engagement');
  const { id = '' } = incoming.params;
  const { fields } = parameters(incoming, readSchema);
  const video = objects.videos.get(id);
  const post = objects.posts.get(id);
  const said = objects.comments.get(id);
  if (video?.pageId === pageId) return { status: 200, body: fieldsOf(nodes.video(video), fields) };
  if (post?.pageId === pageId) return { status: 200, body: fieldsOf(nodes.post(post), fields) };
  return said?.pageId === pageId
    ? { status: 200, body: fieldsOf(nodes.comment(said), fields) }
    : noSuchObject('GET', id);
}

/** A photo story is among what cannot be deleted. */
function remove(incoming: Incoming, { objects, authenticate }: Parts): Answer {
  const { id: pageId } = authenticate.page(incoming, 'pages_manage_posts');
  const { id = '' } = incoming.params;
  const table = [objects.posts, objects.videos, objects.comments].find((one) => one.get(id)?.pageId === pageId);
  if (table === undefined) return noSuchObject('DELETE', id);
  table.delete(id);
  objects.removeCommentsOn(id);
  for (const story of objects.stories.rows()) if (story.mediaId === id) objects.stories.delete(story.id);
  return { status: 200, body: { success: true } };
}

function comment(incoming: Incoming, parts: Parts): Answer {
  const { world, objects, authenticate } = parts;
  const page = authenticate.page(incoming, 'pages_manage_engagement');
  const { id: objectId = '' } = incoming.params;
  checkCommentable(objectId, page, parts);
  const { message } = parameters(incoming, z.object({ message: z.string().regex(/\S/) }));
  if ([...message].length > MAX_COMMENT) badParameter('The parameter message is too long.');
  const id = `${objectId.replace(/^.*_/, '')}_${objects.nextId()}`;
  objects.comments.set(id, { id, objectId, pageId: page.id, message, at: world.now().toISOString() });
  return { status: 200, body: { id } };
}

function checkCommentable(id: string, page: Page, { world, objects }: Parts): void {
  const video = objects.videos.get(id);
  const isShown = video !== undefined && video.edge !== 'video_stories' && isPublished(video, world);
  const owner = isShown ? video.pageId : objects.posts.get(id)?.pageId;
  if (owner !== page.id) noSuchObject('POST', id);
}

const listSchema = z.object({
  fields: z.string().default('id,message,created_time,from'),
  order: z.enum(['chronological', 'reverse_chronological']).default('chronological'),
  limit: z.coerce.number().default(25),
});

function listComments(incoming: Incoming, { objects, nodes, authenticate }: Parts): Answer {
  authenticate.page(incoming, 'pages_read_engagement');
  const { fields, order, limit } = parameters(incoming, listSchema);
  const below = objects.comments.rows().filter(({ objectId }) => objectId === incoming.params.id);
  const ordered = order === 'chronological' ? below : below.toReversed();
  return { status: 200, body: { data: ordered.slice(0, limit).map((one) => fieldsOf(nodes.comment(one), fields)) } };
}
