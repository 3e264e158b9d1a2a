import { z } from 'zod';
import { DAY, SECOND } from '../limits.ts';
import type { Answer, Incoming, Operation } from '../network.ts';
import type { Account } from './accounts.ts';
import { invalid, jsonBody, notFound, parsed, queryOf } from './api.ts';
import type { Parts } from './parts.ts';
import { categories, type Upload } from './uploads.ts';

const MB = 1024 * 1024;
const BODY_BYTES = 1_000_000;
const CHUNK_BODY_BYTES = 5 * MB + 10_000;
const SCOPES = ['media.write'];
const EXPIRES = DAY / SECOND;

const types: Readonly<Record<Upload['category'], readonly string[]>> = {
  tweet_image: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
  tweet_gif: ['image/gif'],
  tweet_video: ['video/mp4', 'video/quicktime'],
};
const caps: Readonly<Record<Upload['category'], number>> = {
  tweet_image: 5 * MB,
  tweet_gif: 15 * MB,
  tweet_video: 512 * MB,
};

/** Uploading in chunks, and what is said of media. https://docs.x.com/x-api/media/introduction */
export function mediaOperations(parts: Parts): Operation[] {
  const operation = (
    method: Operation['method'],
    path: string,
    run: (incoming: Incoming, account: Account, parts: Parts) => Answer,
  ): Operation => ({
    name: `${method} ${path}`,
    method,
    path,
    publishes: false,
    maxBodyBytes: path.endsWith('append') ? CHUNK_BODY_BYTES : BODY_BYTES,
    run: (incoming) => run(incoming, parts.authenticate.required(incoming, SCOPES), parts),
  });
  return [
    operation('POST', '/2/media/upload/initialize', initialize),
    operation('POST', '/2/media/upload/:id/append', append),
    operation('POST', '/2/media/upload/:id/finalize', finalize),
    operation('GET', '/2/media/upload', showStatus),
    operation('POST', '/2/media/metadata', describe),
  ];
}

const initializeSchema = z.strictObject({
  media_type: z.string(),
  total_bytes: z.int().min(1),
  media_category: z.enum(categories),
});

function initialize(incoming: Incoming, account: Account, { uploads }: Parts): Answer {
  const { media_type, total_bytes, media_category } = jsonBody(incoming, initializeSchema);
  if (!types[media_category].includes(media_type))
    return invalid(`media type ${media_type} is not a ${media_category}.`);
  if (total_bytes > caps[media_category]) return invalid(`File size exceeds ${caps[media_category]} bytes.`);
  const facts = { accountId: account.id, category: media_category, mimeType: media_type, totalBytes: total_bytes };
  const upload = uploads.begin(facts);
  const data = { id: upload.id, media_key: uploads.mediaKeyOf(upload), expires_after_secs: EXPIRES };
  return { status: 200, body: { data } };
}

const indexSchema = z.coerce.number().int().min(0).max(999);

function append(incoming: Incoming, account: Account, { world, uploads }: Parts): Answer {
  const upload = open(incoming.params.id ?? '', account, { uploads });
  const unknown = incoming.parts.find(({ name }) => name !== 'segment_index' && name !== 'media');
  if (unknown !== undefined) return invalid(`$.${unknown.name}: is not defined in the schema`);
  const index = incoming.parts.find(({ name }) => name === 'segment_index');
  const media = incoming.parts.find(({ name }) => name === 'media');
  if (index === undefined || !('value' in index)) return invalid('$.segment_index: is missing');
  if (media === undefined || !('file' in media)) return invalid('$.media: is missing');
  uploads.append(upload, parsed(indexSchema, index.value), media.file.bytes);
  return { status: 200, body: { data: { expires_at: Math.floor(world.now().getTime() / SECOND) + EXPIRES } } };
}

function finalize(incoming: Incoming, account: Account, { uploads }: Parts): Answer {
  const upload = open(incoming.params.id ?? '', account, { uploads });
  const bytes = uploads.bytesOf(upload);
  if (bytes === null || bytes.length !== upload.totalBytes)
    return invalid('Segments do not add up to provided total file size of the media.');
  const whole = uploads.finalize(upload, bytes);
  if (whole.category === 'tweet_image' && whole.problem !== null) return invalid(whole.problem);
  return { status: 200, body: { data: entity(whole, uploads) } };
}

const statusSchema = z.strictObject({ media_id: z.string(), command: z.literal('STATUS').optional() });

function showStatus(incoming: Incoming, account: Account, { uploads }: Parts): Answer {
  const { media_id } = queryOf(incoming, statusSchema);
  const upload = uploads.live(media_id, account.id);
  if (upload === undefined || upload.file === null) return notFound('media', media_id);
  return { status: 200, body: { data: entity(upload, uploads) } };
}

const metadataSchema = z.strictObject({
  id: z.string(),
  metadata: z.strictObject({ alt_text: z.strictObject({ text: z.string().regex(/^.{0,1000}$/su) }) }),
});

function describe(incoming: Incoming, account: Account, { uploads }: Parts): Answer {
  const { id, metadata } = jsonBody(incoming, metadataSchema);
  const upload = uploads.live(id, account.id);
  if (upload === undefined) return notFound('media', id);
  if (upload.category === 'tweet_video') return invalid('Alt text is of images and GIFs alone, not of a video.');
  uploads.describe(upload, metadata.alt_text.text);
  return { status: 200, body: { data: { id, associated_metadata: metadata } } };
}

/** An upload that can be added to and finalized. */
function open(id: string, account: Account, { uploads }: Pick<Parts, 'uploads'>): Upload {
  const upload = uploads.live(id, account.id);
  if (upload === undefined) return notFound('media', id);
  return upload.file === null ? upload : invalid(`The media upload ${id} is finalized already.`);
}

function entity(upload: Upload, uploads: Parts['uploads']) {
  const processing = uploads.processingOf(upload);
  return {
    id: upload.id,
    media_key: uploads.mediaKeyOf(upload),
    size: upload.totalBytes,
    expires_after_secs: EXPIRES,
    ...(processing === null ? {} : { processing_info: { ...processing, ...details(processing.state, upload) } }),
  };
}

function details(state: string, { problem }: Upload) {
  if (state === 'succeeded') return { progress_percent: 100 };
  if (state !== 'failed') return { check_after_secs: 1 };
  return { error: { code: 1, name: 'InvalidMedia', message: problem } };
}
