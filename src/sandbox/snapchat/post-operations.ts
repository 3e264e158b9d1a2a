import { z } from 'zod';
import { SECOND } from '../limits.ts';
import type { Answer, Incoming, Operation } from '../network.ts';
import { type Profile, standingOf } from './accounts.ts';
import { jsonBody, ok, refuse } from './api.ts';
import type { Medium } from './media.ts';
import type { Parts } from './parts.ts';
import type { Post } from './posts.ts';

const BODY_BYTES = 100_000;

type Run = (incoming: Incoming, profile: Profile, parts: Parts) => Answer;

/** Spotlight videos, stories and saved stories. https://developers.snap.com/api/marketing-api/Public-Profile-API/ProfileAssetManagement */
export function postOperations(parts: Parts): Operation[] {
  const operation = (method: 'GET' | 'POST', collection: string, run: Run): Operation => ({
    name: `${method} ${collection}`,
    method,
    path: `/v1/public_profiles/:profile/${collection}`,
    publishes: method === 'POST',
    maxBodyBytes: BODY_BYTES,
    run: (incoming) => run(incoming, parts.authenticate.profile(incoming), parts),
  });
  return [
    operation('POST', 'spotlights', postSpotlight),
    operation('POST', 'stories', postStory),
    operation('POST', 'saved_stories', postSavedStory),
    operation('GET', 'spotlights', list('spotlights', 'spotlight')),
    operation('GET', 'stories', list('stories', 'story')),
    operation('GET', 'saved_stories', list('saved_stories', 'saved_story')),
  ];
}

const spotlightSchema = z.strictObject({
  media_id: z.string(),
  description: z
    .string()
    .refine((text) => [...text].length <= 160, 'at most 160 characters')
    .default(''),
  locale: z.string().regex(/^[a-z]{2}_[A-Z]{2}$/),
  skip_save_to_profile: z.boolean().default(false),
});

function postSpotlight(incoming: Incoming, profile: Profile, parts: Parts): Answer {
  const { media_id, description, locale, skip_save_to_profile } = jsonBody(incoming, spotlightSchema);
  const medium = postable(media_id, profile, parts);
  if (medium.type !== 'VIDEO') return refuse(400, 'MEDIA_INVALID', 'A Spotlight is a video.');
  const chosen = { text: description, locale, isOffProfile: skip_save_to_profile };
  const { id } = add({ medium, kind: 'spotlight', ...chosen }, profile, parts);
  return ok({ spotlight_id: id });
}

function postStory(incoming: Incoming, profile: Profile, parts: Parts): Answer {
  const { media_id } = jsonBody(incoming, z.strictObject({ media_id: z.string() }));
  add({ medium: postable(media_id, profile, parts), kind: 'story', ...plain }, profile, parts);
  return ok();
}

const savedStoriesSchema = z.strictObject({
  saved_stories: z
    .array(
      z.strictObject({
        title: z.string().min(1).max(45),
        snap_sources: z.array(z.strictObject({ media_id: z.string() })).length(1),
      }),
    )
    .length(1),
});

function postSavedStory(incoming: Incoming, profile: Profile, parts: Parts): Answer {
  const [story] = jsonBody(incoming, savedStoriesSchema).saved_stories;
  const medium = postable(story?.snap_sources[0]?.media_id ?? '', profile, parts);
  const { id } = add({ medium, kind: 'saved_story', ...plain, text: story?.title ?? '' }, profile, parts);
  return ok({ saved_stories: [{ saved_story: { id } }] });
}

const plain = { text: '', locale: null, isOffProfile: false };

/** A medium that can be posted now. One that was posted can be posted once more: whether Snapchat takes it is not known, so the worse is played. */
function postable(id: string, profile: Profile, { world, media }: Parts): Medium {
  const { processingMs } = world;
  const now = world.now().getTime();
  const medium = media.find(id);
  if (medium === undefined || medium.profileId !== profile.id)
    return refuse(404, 'NOT_FOUND', 'There is no such media in the profile.');
  if (media.isOver(medium)) return refuse(400, 'MEDIA_EXPIRED', 'The media has expired.');
  if (medium.finalizedAt === null) return refuse(400, 'INVALID_ARGUMENT', 'The media is not finalized.');
  if (now - medium.finalizedAt < processingMs)
    return refuse(400, 'MEDIA_PROCESSING', 'The media is still being processed.');
  if (medium.problem !== null) return refuse(400, 'MEDIA_INVALID', medium.problem);
  if (medium.postedAt !== null && now - medium.postedAt < processingMs)
    return refuse(400, 'MEDIA_POSTING_ALREADY_IN_PROGRESS', 'The media is being posted already.');
  const seconds = (medium.file?.durationMs ?? 0) / SECOND;
  if (medium.type === 'VIDEO' && (seconds < 5 || seconds > 60))
    return refuse(400, 'MEDIA_INVALID', 'A video lasts from 5 to 60 seconds.');
  return medium;
}

type NewPost = Pick<Post, 'kind' | 'text' | 'locale' | 'isOffProfile'> & { medium: Medium };

function add({ medium, ...post }: NewPost, profile: Profile, { world, media, posts }: Parts): Post {
  const { file } = media.change(medium, { postedAt: world.now().getTime() });
  return posts.add({
    ...post,
    profileId: profile.id,
    mediaId: medium.id,
    isRejected: post.kind === 'spotlight' && standingOf(profile.username).isRejected,
    file: { key: file?.key ?? '', mimeType: file?.mimeType ?? '' },
  });
}

/** Newest first. What an entry tells is not documented: here, most of what could be. */
function list(collection: string, kind: Post['kind']): Run {
  return (_incoming, profile, { posts }) => {
    const own = posts.all().filter((post) => post.profileId === profile.id && post.kind === kind);
    const { isTerse } = standingOf(profile.username);
    const entries = own.reverse().map((post) => ({
      id: post.id,
      ...(isTerse ? {} : { media_id: post.mediaId }),
      ...(kind === 'spotlight' ? { description: post.text, locale: post.locale, status: posts.statusOf(post) } : {}),
      ...(kind === 'saved_story' ? { title: post.text } : {}),
      created_at: new Date(post.at).toISOString(),
    }));
    return ok({ paging: {}, [collection]: entries.map((entry) => ({ [kind]: entry })) });
  };
}
