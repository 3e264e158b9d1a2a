import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Answer, Incoming, Operation } from '../network.ts';
import { type Account, standingOf } from './accounts.ts';
import { jsonBody, ok, okWithNumbers, refuse } from './api.ts';
import { photoFailure } from './fail-reason.ts';
import { checkCreator, checkPost, labelsOf, newPhotosSchema, newVideoSchema } from './new-post.ts';
import type { Parts } from './parts.ts';

const BODY_BYTES = 1_000_000;
const SCOPE = 'video.publish';

/** Asking what may be posted, beginning a post, and seeing what becomes of it. */
export function publishOperations(parts: Parts): Operation[] {
  const operation = (path: string, run: (incoming: Incoming, account: Account, parts: Parts) => Answer): Operation => ({
    name: `POST ${path}`,
    method: 'POST',
    path,
    publishes: false,
    maxBodyBytes: BODY_BYTES,
    run: (incoming) => run(incoming, parts.authenticate.required(incoming, SCOPE), parts),
  });
  return [
    operation('/v2/post/publish/creator_info/query/', showCreator),
    operation('/v2/post/publish/video/init/', beginVideo),
    { ...operation('/v2/post/publish/content/init/', beginPhotos), publishes: true, fetches: photosIn },
    operation('/v2/post/publish/status/fetch/', showStatus),
  ];
}

function showCreator(_incoming: Incoming, account: Account, { world, publications }: Parts): Answer {
  checkCreator(account, publications);
  const { isPrivate, privacyLevels, maxSeconds } = standingOf(account);
  return ok({
    creator_avatar_url: `${world.url()}/avatars/${account.openId}.jpeg`,
    creator_username: account.username,
    creator_nickname: account.displayName,
    privacy_level_options: privacyLevels,
    comment_disabled: isPrivate,
    duet_disabled: isPrivate,
    stitch_disabled: isPrivate,
    max_video_post_duration_sec: maxSeconds,
  });
}

function beginVideo(incoming: Incoming, account: Account, { world, publications }: Parts): Answer {
  const { post_info: info, source_info: source } = jsonBody(incoming, newVideoSchema);
  checkPost(info, account, publications);
  const token = randomBytes(16).toString('hex');
  const { id } = publications.begin({
    username: account.username,
    kind: 'video',
    text: info.title,
    title: '',
    privacy: info.privacy_level ?? '',
    labels: labelsOf(info),
    upload: {
      token,
      mimeType: null,
      bytes: source.video_size,
      chunkBytes: source.chunk_size,
      chunkCount: source.total_chunk_count,
      chunks: [],
    },
  });
  const upload_url = `${world.url()}/video/?upload_id=${id.split('.')[1]}&upload_token=${token}`;
  return ok({ publish_id: id, upload_url });
}

/** TikTok fetches from verified domains alone: of those that are not this machine, the sandbox knows none. */
function photosIn({ body }: Incoming): string[] {
  const parsed = newPhotosSchema.safeParse(parsedJson(body));
  return parsed.success ? parsed.data.source_info.photo_images.filter(isOwned) : [];
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isOwned(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}

function beginPhotos(incoming: Incoming, account: Account, { world, publications }: Parts): Answer {
  const { post_info: info, source_info: source } = jsonBody(incoming, newPhotosSchema);
  checkPost(info, account, publications);
  if (!source.photo_images.every(isOwned))
    return refuse(403, 'url_ownership_unverified', 'Please review our URL ownership verification rules');
  const photos = source.photo_images.map((url) => incoming.fetched.get(url));
  const failures = photos.map(photoFailure).filter((failure) => failure !== null);
  const { id } = publications.begin({
    username: account.username,
    kind: 'photo',
    text: info.description,
    title: info.title,
    privacy: info.privacy_level ?? '',
    labels: [`Cover: photo ${source.photo_cover_index + 1}`, ...labelsOf(info)],
    files: photos.flatMap((photo) => (photo ? [{ key: world.files.put(photo.bytes), mimeType: photo.mimeType }] : [])),
    completeAt: world.now().getTime(),
    failReason: failures[0] ?? null,
  });
  return ok({ publish_id: id });
}

const statusSchema = z.strictObject({ publish_id: z.string() });

function showStatus(incoming: Incoming, account: Account, { publications }: Parts): Answer {
  const { publish_id } = jsonBody(incoming, statusSchema);
  const publication = publications.find(publish_id);
  if (publication === undefined) return refuse(400, 'invalid_publish_id', 'The publish_id does not exist');
  if (publication.username !== account.username)
    return refuse(400, 'token_not_authorized_for_specified_publish_id', 'The access token is not of this publish_id');
  const status = publications.statusOf(publication);
  if (status === 'PUBLISH_COMPLETE' && !publication.isTold) publications.change(publication, { isTold: true });
  const { upload, files, failReason, postId } = publication;
  const data = {
    status,
    ...(status === 'FAILED' ? { fail_reason: failReason } : {}),
    publicaly_available_post_id: publications.isPublic(publication) ? [postId] : [],
    ...(upload === null
      ? { downloaded_bytes: files.length }
      : { uploaded_bytes: upload.chunks.reduce((sum, { bytes }) => sum + bytes, 0) }),
  };
  return okWithNumbers(data, ['publicaly_available_post_id']);
}
