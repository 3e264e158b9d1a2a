import { z } from 'zod';
import { badParameter, refuse } from '../graph/error.ts';
import { fileIn, orJson, parameters } from '../graph/parameters.ts';
import { VERSIONED } from '../graph/version.ts';
import { DAY, MINUTE } from '../limits.ts';
import { mediaFacts } from '../media-facts.ts';
import type { Answer, Incoming, Operation, World } from '../network.ts';
import type { Page } from './accounts.ts';
import type { Authenticate } from './authenticate.ts';
import { fieldsOf, type Nodes } from './nodes.ts';
import type { Objects, Photo, Post } from './objects.ts';
import { notesOf, placeSchema, targetingSchema } from './said.ts';
import { isPublished } from './video-status.ts';

export type Parts = { world: World; objects: Objects; authenticate: Authenticate; nodes: Nodes };

const MAX_MESSAGE = 63_206;
const MAX_PHOTO_BYTES = 10_000_000;
const PHOTO_BODY_BYTES = 32_000_000;
const BODY_BYTES = 1_000_000;
const DUPLICATE_MS = 5 * MINUTE;
const photoTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/bmp', 'image/tiff'];

/** Photos, posts, and what a Page has published. */
export function feedOperations(parts: Parts): Operation[] {
  const path = (edge: string) => `${VERSIONED}/:page/${edge}`;
  return [
    {
      name: 'POST photos',
      method: 'POST',
      path: path('photos'),
      publishes: false,
      maxBodyBytes: PHOTO_BODY_BYTES,
      run: (incoming) => uploadPhoto(incoming, parts),
    },
    {
      name: 'POST feed',
      method: 'POST',
      path: path('feed'),
      publishes: true,
      maxBodyBytes: BODY_BYTES,
      run: (incoming) => createPost(incoming, parts),
    },
    {
      name: 'GET published_posts',
      method: 'GET',
      path: path('published_posts'),
      publishes: false,
      maxBodyBytes: BODY_BYTES,
      run: (incoming) => listPosts(incoming, parts),
    },
  ];
}

const photoSchema = z.object({
  published: z.stringbool().default(true),
  alt_text_custom: z.string().optional(),
});

function uploadPhoto(incoming: Incoming, { world, objects, authenticate }: Parts): Answer {
  const page = authenticate.ofPath(incoming, 'pages_manage_posts');
  const { published, alt_text_custom: altText = null } = parameters(incoming, photoSchema);
  if (published) badParameter('The sandbox takes photos with published=false alone, for a post or a story to show.');
  const file = fileIn(incoming, 'source');
  if (file === null) return refuse({ message: '(#324) Requires upload file', code: 324 });
  const facts = mediaFacts(file.bytes);
  const isPhoto = facts !== null && photoTypes.includes(facts.mimeType) && file.bytes.length <= MAX_PHOTO_BYTES;
  if (!isPhoto) return refuse(badPhoto);
  const id = objects.nextId();
  const { mimeType } = facts;
  const kind = facts.kind === 'gif' ? 'gif' : 'image';
  const key = world.files.put(file.bytes);
  const at = world.now().toISOString();
  objects.photos.set(id, { id, pageId: page.id, key, kind, mimeType, altText, shownBy: null, at });
  return { status: 200, body: { id } };
}

const postSchema = z.object({
  message: z.string().default(''),
  link: z.string().optional(),
  published: z.union([z.boolean(), z.stringbool()]).default(true),
  attached_media: z.preprocess(orJson, z.array(z.preprocess(orJson, z.object({ media_fbid: z.string() })))).default([]),
  place: placeSchema,
  targeting: targetingSchema,
});

function createPost(incoming: Incoming, parts: Parts): Answer {
  const { world, objects, authenticate } = parts;
  const page = authenticate.ofPath(incoming, 'pages_manage_posts');
  const { message, link = null, published, attached_media, ...said } = parameters(incoming, postSchema);
  if (!published) badParameter('The sandbox has no unpublished posts.');
  if (message.length === 0 && link === null && attached_media.length === 0)
    refuse({ message: '(#197) The post is empty. Please enter a message to share.', code: 197 });
  if ([...message].length > MAX_MESSAGE) badParameter('The parameter message is too long.');
  checkLink(link);
  const photos = attached_media.map(({ media_fbid }) => attachable(media_fbid, page, parts));
  if (photos.length === 0) refuseDuplicate({ message, link }, page, parts);
  const id = `${page.id}_${objects.nextId()}`;
  for (const photo of photos) objects.photos.set(photo.id, { ...photo, shownBy: id });
  const photoIds = photos.map((photo) => photo.id);
  const at = world.now().toISOString();
  objects.posts.set(id, { id, pageId: page.id, message, link, photoIds, notes: notesOf(said), at });
  return { status: 200, body: { id } };
}

function checkLink(link: string | null): void {
  if (link === null) return;
  const url = URL.parse(link);
  if (url === null || !/^https?:$/.test(url.protocol))
    refuse({ message: '(#1500) The url you supplied is invalid', code: 1500 });
  if (/(?:^|\.)facebook\.com$/.test(url?.hostname ?? ''))
    refuse({
      ...invalidParameter,
      subcode: 1609008,
      title: 'Can’t share link',
      userMessage: 'You can’t post Facebook.com links.',
    });
}

/** A photo of the Page that nothing shows yet; a day after it came it is gone. */
export function attachable(id: string, page: Page, { world, objects }: Parts): Photo {
  const photo = objects.photos.get(id);
  if (photo === undefined || photo.pageId !== page.id || world.now().getTime() - Date.parse(photo.at) >= DAY)
    return badParameter(`Invalid photo id: ${id}`);
  if (photo.shownBy === null) return photo;
  return refuse({
    ...invalidParameter,
    subcode: 1366051,
    title: 'Already Posted',
    userMessage: 'These photos were already posted.',
  });
}

function refuseDuplicate(
  { message, link }: Pick<Post, 'message' | 'link'>,
  page: Page,
  { world, objects }: Parts,
): void {
  const last = objects.posts.rows().findLast(({ pageId }) => pageId === page.id);
  const isRecent = last !== undefined && world.now().getTime() - Date.parse(last.at) < DUPLICATE_MS;
  if (isRecent && last.message === message && last.link === link && last.photoIds.length === 0) refuse(duplicate);
}

const listSchema = z.object({
  fields: z.string().default('id,message,created_time'),
  limit: z.coerce.number().default(25),
});

/** Posts, and the videos and reels that people see. */
function listPosts(incoming: Incoming, { world, objects, authenticate, nodes }: Parts): Answer {
  const page = authenticate.ofPath(incoming, 'pages_read_engagement');
  const { fields, limit } = parameters(incoming, listSchema);
  const posts = objects.posts.rows().map((post) => ({ ...post, node: nodes.post(post) }));
  const videos = objects.videos
    .rows()
    .filter((video) => video.edge !== 'video_stories' && isPublished(video, world))
    .map((video) => ({ ...video, at: video.finishedAt ?? '', node: nodes.videoPost(video) }));
  const own = [...posts, ...videos].filter(({ pageId }) => pageId === page.id);
  const newest = own.sort((a, b) => b.at.localeCompare(a.at)).slice(0, Math.min(limit, 100));
  return { status: 200, body: { data: newest.map(({ node }) => fieldsOf(node, fields)) } };
}

const invalidParameter = { message: 'Invalid parameter', code: 100 };

export const badPhoto = {
  ...invalidParameter,
  subcode: 1366046,
  title: 'Can’t Read Files',
  userMessage:
    'Your photos couldn’t be uploaded. Photos should be smaller than 10 MB and saved as JPG, PNG, GIF, TIFF or BMP files.',
};

export const duplicate = {
  message: '(#506) Duplicate status message',
  code: 506,
  subcode: 1455006,
  title: 'Duplicate Status Update',
  userMessage:
    'This status update is identical to the last one you posted. Try posting something different, or delete your previous update.',
};
