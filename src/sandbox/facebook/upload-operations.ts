import { z } from 'zod';
import { badParameter, noSuchObject, refuse } from '../graph/error.ts';
import { isPhase, parameters } from '../graph/parameters.ts';
import { VERSIONED } from '../graph/version.ts';
import { DAY } from '../limits.ts';
import { type Answer, type Incoming, type Operation, Refused } from '../network.ts';
import type { Page } from './accounts.ts';
import { attachable, type Parts } from './feed-operations.ts';
import { fieldsOf } from './nodes.ts';
import type { Story, Video } from './objects.ts';
import { notesOf, placeSchema, targetingSchema } from './said.ts';
import { addPart, finish, newVideo } from './videos.ts';

const BODY_BYTES = 1_000_000;
const FILE_BYTES = 1_100_000_000;
const REELS_A_DAY = 30;

type Edge = 'video_reels' | 'video_stories';

/** Reels and stories: a file at an upload address of its own, then the one call that shows it. */
export function uploadOperations(parts: Parts): Operation[] {
  const edge = (name: string, run: Operation['run']): Operation => {
    const path = `${VERSIONED}/:page/${name}`;
    const publishes = name === 'photo_stories' || ((incoming: Incoming) => isPhase(incoming, 'finish'));
    return { name: `POST ${name}`, method: 'POST', path, publishes, maxBodyBytes: BODY_BYTES, run };
  };
  return [
    edge('video_reels', (incoming) => runPhase(incoming, 'video_reels', parts)),
    edge('video_stories', (incoming) => runPhase(incoming, 'video_stories', parts)),
    edge('photo_stories', (incoming) => publishPhotoStory(incoming, parts)),
    {
      name: 'POST video-upload',
      method: 'POST',
      path: `/video-upload${VERSIONED}/:video`,
      publishes: false,
      maxBodyBytes: FILE_BYTES,
      run: (incoming) => receive(incoming, parts),
    },
    {
      name: 'GET stories',
      method: 'GET',
      path: `${VERSIONED}/:page/stories`,
      publishes: false,
      maxBodyBytes: BODY_BYTES,
      run: (incoming) => listStories(incoming, parts),
    },
  ];
}

const phaseSchema = z.object({ upload_phase: z.enum(['start', 'finish']) });

function runPhase(incoming: Incoming, edge: Edge, parts: Parts): Answer {
  const page = parts.authenticate.ofPath(incoming, 'pages_manage_posts');
  const { upload_phase: phase } = parameters(incoming, phaseSchema);
  if (phase === 'finish') return publish(incoming, { page, edge }, parts);
  const { id } = newVideo({ page, edge, fileSize: null }, parts);
  const upload_url = `${parts.world.url()}/video-upload/${incoming.params.version}/${id}`;
  return { status: 200, body: { video_id: id, upload_url } };
}

const finishSchema = z.object({
  video_id: z.string(),
  video_state: z.enum(['PUBLISHED', 'DRAFT', 'SCHEDULED']).optional(),
  description: z.string().default(''),
  title: z.string().optional(),
  place: placeSchema,
  targeting: targetingSchema,
});

function publish(incoming: Incoming, { page, edge }: { page: Page; edge: Edge }, parts: Parts): Answer {
  const { objects } = parts;
  const { video_id, video_state, description, ...said } = parameters(incoming, finishSchema);
  const video = objects.videos.get(video_id);
  if (video === undefined || video.pageId !== page.id || video.edge !== edge)
    return badParameter(`Invalid video id: ${video_id}`);
  if (video.key === null) return badParameter('The video is not uploaded.');
  const isReel = edge === 'video_reels';
  if (isReel && video_state !== 'PUBLISHED')
    badParameter('The sandbox publishes reels at once: video_state=PUBLISHED.');
  if (isReel) refuseMany(video, parts);
  finish(isReel ? { ...video, description, notes: notesOf(said) } : video, parts);
  if (isReel) return { status: 200, body: { success: true } };
  return tell(video.postId, { pageId: page.id, mediaId: video.id, mediaType: 'video' }, parts);
}

/** https://developers.facebook.com/docs/video-api/guides/reels-publishing: thirty in a moving day */
function refuseMany({ pageId, id }: Video, { world, objects }: Parts): void {
  const since = world.now().getTime() - DAY;
  const recent = objects.videos
    .rows()
    .filter((one) => one.edge === 'video_reels' && one.pageId === pageId && one.id !== id)
    .filter(({ finishedAt }) => finishedAt !== null && Date.parse(finishedAt) > since);
  if (recent.length >= REELS_A_DAY)
    refuse({ message: '(#613) Calls to this api have exceeded the rate limit.', code: 613 });
}

function publishPhotoStory(incoming: Incoming, parts: Parts): Answer {
  const { objects, authenticate } = parts;
  const page = authenticate.ofPath(incoming, 'pages_manage_posts');
  const { photo_id } = parameters(incoming, z.object({ photo_id: z.string() }));
  const photo = attachable(photo_id, page, parts);
  const id = objects.nextId();
  objects.photos.set(photo.id, { ...photo, shownBy: id });
  return tell(id, { pageId: page.id, mediaId: photo.id, mediaType: 'photo' }, parts);
}

function tell(id: string, story: Omit<Story, 'id' | 'at'>, { world, objects }: Parts): Answer {
  if (objects.stories.get(id) === undefined) objects.stories.set(id, { ...story, id, at: world.now().toISOString() });
  return { status: 200, body: { success: true, post_id: id } };
}

const headerSchema = z.object({ offset: z.coerce.number().int().min(0), file_size: z.coerce.number().int().min(1) });

function receive(incoming: Incoming, parts: Parts): Answer {
  const page = parts.authenticate.page(incoming, 'pages_manage_posts');
  const { video: id = '' } = incoming.params;
  const video = parts.objects.videos.get(id);
  if (video === undefined || video.pageId !== page.id || video.edge === 'videos') return noSuchObject('POST', id);
  const named = { offset: incoming.headers.get('offset'), file_size: incoming.headers.get('file_size') };
  const headers = headerSchema.safeParse(named);
  if (!headers.success) throw uploadRefused('The headers offset and file_size are required');
  const { offset, file_size: fileSize } = headers.data;
  if (offset !== video.bytes || offset + incoming.bytes.length > fileSize)
    throw uploadRefused('Request with an invalid offset');
  addPart({ ...video, fileSize }, incoming.bytes, parts);
  return { status: 200, body: { success: true } };
}

/** What the upload host says in words of its own. */
function uploadRefused(message: string): Refused {
  const debug_info = { retriable: false, type: 'ProcessingFailedError', message };
  return new Refused({ status: 400, body: { debug_info } });
}

const storiesSchema = z.object({ fields: z.string().default('post_id,status'), since: z.coerce.number().default(0) });

function listStories(incoming: Incoming, { objects, authenticate, nodes }: Parts): Answer {
  const page = authenticate.ofPath(incoming, 'pages_read_engagement');
  const { fields, since } = parameters(incoming, storiesSchema);
  const own = objects.stories.rows().filter(({ pageId, at }) => pageId === page.id && Date.parse(at) >= since * 1000);
  return { status: 200, body: { data: own.toReversed().map((story) => fieldsOf(nodes.story(story), fields)) } };
}
