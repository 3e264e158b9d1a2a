import { type MediaFacts, mediaFacts } from '../media-facts.ts';
import type { Answer, Incoming, Operation, World } from '../network.ts';
import { apiError, invalid, notFound, refuse } from './api.ts';
import type { Authenticate } from './authenticate.ts';
import type { Entities } from './entities.ts';
import type { Media, Medium } from './media.ts';
import { mediaLimits } from './media-limits.ts';
import type { Statuses } from './statuses.ts';

const SMALL_BODY = 100_000;

type Parts = { world: World; media: Media; statuses: Statuses; entities: Entities; authenticate: Authenticate };

/** Uploading media, and asking whether they are ready. */
export function mediaOperations(parts: Parts): Operation[] {
  return [
    {
      name: 'POST /api/v2/media',
      method: 'POST',
      path: '/api/v2/media',
      publishes: false,
      maxBodyBytes: mediaLimits.video_size_limit + SMALL_BODY,
      run: (incoming) => upload(incoming, parts),
    },
    {
      name: 'GET /api/v1/media/:id',
      method: 'GET',
      path: '/api/v1/media/:id',
      publishes: false,
      maxBodyBytes: SMALL_BODY,
      run: (incoming) => show(incoming, parts),
    },
  ];
}

function upload(incoming: Incoming, { world, media, statuses, entities, authenticate }: Parts): Answer {
  const account = authenticate.required(incoming);
  const { bytes, description } = sent(incoming);
  const { kind, mimeType, width, height } = checked(bytes, mediaFacts(bytes));
  const at = world.now();
  const medium: Medium = {
    id: statuses.nextId(),
    accountId: account.id,
    key: world.files.put(bytes),
    kind,
    mimeType,
    description,
    width,
    height,
    at: at.toISOString(),
    // Images are made ready at once, films and animations in the background.
    readyAt: new Date(at.getTime() + (kind === 'image' ? 0 : world.processingMs)).toISOString(),
    statusId: null,
  };
  media.save(medium);
  return { status: kind === 'image' ? 200 : 202, body: entities.medium(medium, kind === 'image') };
}

function sent({ parts }: Incoming): { bytes: Buffer; description: string | null } {
  const file = parts.find((part) => part.name === 'file');
  if (file === undefined || !('file' in file)) return invalid(["File can't be blank"]);
  const text = parts.find((part) => part.name === 'description');
  const description = text !== undefined && 'value' in text && text.value !== '' ? text.value : null;
  const limit = mediaLimits.description_limit;
  if ([...(description ?? '')].length > limit) invalid([`Description is too long (maximum is ${limit} characters)`]);
  return { bytes: file.file.bytes, description };
}

type Taken = MediaFacts & { kind: Medium['kind'] };

function checked(bytes: Buffer, facts: MediaFacts | null): Taken {
  if (facts === null || facts.kind === 'document' || !mediaLimits.supported_mime_types.includes(facts.mimeType))
    return invalid(['File content type is invalid', 'File is invalid']);
  const { kind, width, height } = facts;
  const limit = kind === 'image' ? mediaLimits.image_size_limit : mediaLimits.video_size_limit;
  if (bytes.length >= limit) invalid([`File file size must be less than ${Math.round(limit / 1024 / 1024)} MB`]);
  if ((width ?? 0) * (height ?? 0) > mediaLimits.image_matrix_limit)
    refuse(422, `${width}x${height} images are not supported`);
  return { ...facts, kind };
}

function show(incoming: Incoming, { media, entities, authenticate }: Parts): Answer {
  const account = authenticate.required(incoming);
  const medium = media.unattached(incoming.params.id ?? '', account.id) ?? notFound();
  const isReady = media.isReady(medium);
  return { status: isReady ? 200 : 206, body: entities.medium(medium, isReady) };
}

/** The media that a new status is to show, or the refusal of the network. */
export function attachable(ids: readonly string[], accountId: string, media: Media): Medium[] {
  const found = ids.map((id) => media.unattached(id, accountId));
  const missing = ids.filter((_, index) => found[index] === undefined);
  if (missing.length > 0) refuse(422, `Media ${missing.join(', ')} not found or already attached to another post`);
  const attached = found.filter((medium) => medium !== undefined);
  if (attached.length > 1 && attached.some(({ kind }) => kind === 'video'))
    refuse(422, 'Cannot attach a video to a post that already contains images');
  if (!attached.every(media.isReady))
    refuse(422, 'Cannot attach files that have not finished processing. Try again in a moment!');
  return attached;
}

/** The answer to media that the server cannot work with. */
export const mediaRejected = (): Answer =>
  apiError(422, 'Validation failed: File content type is invalid, File is invalid');
