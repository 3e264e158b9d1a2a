import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Answer, Incoming, Operation } from '../network.ts';
import { bodyOf, notFound, refuse, refuseField } from './api.ts';
import type { Asset } from './assets.ts';
import { actionOf, authorFor, operation, type Parts } from './parts.ts';

const MAX_UPLOAD_BYTES = 100_000_000;
const MIN_VIDEO_BYTES = 75_000;
const MAX_VIDEO_BYTES = 500_000_000;

const wholeSchema = z.strictObject({ initializeUploadRequest: z.strictObject({ owner: z.string() }) });
const videoSchema = z.strictObject({
  initializeUploadRequest: z.strictObject({
    owner: z.string(),
    fileSizeBytes: z.int(),
    uploadCaptions: z.boolean(),
    uploadThumbnail: z.boolean(),
  }),
});
const finalizeSchema = z.strictObject({
  finalizeUploadRequest: z.strictObject({
    video: z.string(),
    uploadToken: z.string(),
    uploadedPartIds: z.array(z.string()),
  }),
});

/** Files on their way up, and how far the network is with them. */
export function uploadOperations(parts: Parts): Operation[] {
  const { rules } = parts;
  const post = (path: string, run: (incoming: Incoming, parts: Parts) => Answer) =>
    operation({ method: 'POST', path }, (incoming) => run(incoming, parts));
  const show = (path: string, kind: Asset['kind'], scope: string) =>
    operation({ method: 'GET', path: `${path}/:urn` }, (incoming) => showAsset(incoming, { kind, scope, parts }));
  const put = { method: 'PUT', path: '/dms-uploads/:upload/:part', maxBodyBytes: MAX_UPLOAD_BYTES } as const;
  return [
    post('/rest/images', (incoming) => beginWhole(incoming, 'image', parts)),
    post('/rest/documents', (incoming) => beginWhole(incoming, 'document', parts)),
    post('/rest/videos', beginOrFinishVideo),
    show('/rest/images', 'image', rules.read),
    show('/rest/documents', 'document', rules.read),
    show('/rest/videos', 'video', rules.write),
    operation(put, (incoming) => receivePart(incoming, parts)),
  ];
}

/** https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/images-api and …/documents-api */
function beginWhole(incoming: Incoming, kind: 'image' | 'document', parts: Parts): Answer {
  const login = parts.authenticate.restHolder(incoming, parts.rules.write);
  actionOf(incoming, ['initializeUpload']);
  const { owner } = bodyOf(incoming, wholeSchema).initializeUploadRequest;
  const asset = parts.assets.begin({ kind, owner: authorFor(owner, login, parts).urn, bytes: null });
  const uploadUrl = urlOf(asset, 0, parts);
  const value = { uploadUrlExpiresAt: asset.expiresAt, uploadUrl, [kind]: asset.urn };
  return { status: 200, body: { value } };
}

/** https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/videos-api */
function beginOrFinishVideo(incoming: Incoming, parts: Parts): Answer {
  const login = parts.authenticate.restHolder(incoming, parts.rules.write);
  if (actionOf(incoming, ['initializeUpload', 'finalizeUpload']) === 'finalizeUpload')
    return finishVideo(incoming, parts);
  const { owner, fileSizeBytes } = bodyOf(incoming, videoSchema).initializeUploadRequest;
  if (fileSizeBytes < MIN_VIDEO_BYTES || fileSizeBytes > MAX_VIDEO_BYTES)
    refuseField('/fileSizeBytes', 'INVALID_VALUE_FOR_FIELD', 'A video has between 75 KB and 500 MB');
  const asset = parts.assets.begin({ kind: 'video', owner: authorFor(owner, login, parts).urn, bytes: fileSizeBytes });
  const uploadInstructions = asset.parts.map(({ first, last }, index) => ({
    uploadUrl: urlOf(asset, index, parts),
    firstByte: first,
    lastByte: last,
  }));
  const { urn, uploadToken, expiresAt } = asset;
  return {
    status: 200,
    body: { value: { uploadUrlsExpireAt: expiresAt, video: urn, uploadInstructions, uploadToken } },
  };
}

function finishVideo(incoming: Incoming, { assets, world }: Parts): Answer {
  const { video, uploadToken, uploadedPartIds } = bodyOf(incoming, finalizeSchema).finalizeUploadRequest;
  const asset = assets.find(video);
  if (asset === undefined) return refuseField('/video', 'INVALID_URN_ID', 'There is no such video');
  if (asset.uploadToken !== uploadToken)
    refuseField('/uploadToken', 'INVALID_VALUE_FOR_FIELD', 'The token is not the one of this upload');
  const tags = asset.parts.map(({ file }) => file && etagOf(file));
  if (
    tags.length !== uploadedPartIds.length ||
    tags.some((tag, index) => tag === null || tag !== uploadedPartIds[index])
  )
    refuseField('/uploadedPartIds', 'INVALID_VALUE_FOR_FIELD', 'The parts are not those that were uploaded');
  if (asset.file === null) {
    const bytes = asset.parts.map(({ file }) => world.files.get(file ?? '') ?? Buffer.alloc(0));
    assets.receive(asset, world.files.put(Buffer.concat(bytes)));
  }
  return { status: 200, body: undefined };
}

/** Images and documents want the token, the parts of videos do not. */
function receivePart(incoming: Incoming, { assets, authenticate, rules, world }: Parts): Answer {
  const { upload = '', part = '' } = incoming.params;
  const asset = assets.byUpload(upload);
  const index = Number(part);
  const wanted = asset?.parts[index];
  if (asset === undefined || wanted === undefined) return notFound('the upload');
  if (asset.kind !== 'video') authenticate.holder(incoming, rules.write);
  if (world.now().getTime() >= asset.expiresAt)
    refuse({ status: 403, code: 'ACCESS_DENIED', message: 'The upload URL has expired' });
  const file = world.files.put(incoming.bytes);
  if (asset.kind !== 'video') {
    if (asset.file !== null)
      refuse({ status: 400, code: 'ILLEGAL_ARGUMENT', message: 'The file was uploaded already' });
    assets.receive(asset, file);
    return { status: 201, body: undefined };
  }
  if (incoming.bytes.length !== wanted.last - wanted.first + 1)
    refuse({ status: 400, code: 'ILLEGAL_ARGUMENT', message: 'The part has not the bytes that it was to have' });
  assets.save({ ...asset, parts: asset.parts.map((one, at) => (at === index ? { ...one, file } : one)) });
  return { status: 200, headers: { etag: etagOf(file) }, body: undefined };
}

type Showing = { kind: Asset['kind']; scope: string; parts: Parts };

function showAsset(incoming: Incoming, { kind, scope, parts }: Showing): Answer {
  parts.authenticate.restHolder(incoming, scope);
  const asset = parts.assets.find(incoming.params.urn ?? '');
  if (asset?.kind !== kind) return notFound(`the ${kind}`);
  const { urn, owner, file } = asset;
  const downloadUrl = file === null ? {} : { downloadUrl: `${new URL(parts.world.url()).origin}/_files/${file}` };
  return { status: 200, body: { id: urn, owner, status: parts.assets.status(asset), ...downloadUrl } };
}

function urlOf({ uploadId }: Asset, index: number, { world }: Parts): string {
  return `${world.url()}/dms-uploads/${uploadId}/${index}`;
}

function etagOf(file: string): string {
  return createHash('sha256').update(`part ${file}`).digest('hex').slice(0, 32);
}
