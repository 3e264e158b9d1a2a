import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { CallResult, Publishing, Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { restHeaders } from './headers.ts';
import {
  beginSchema,
  checkSchema,
  type File,
  finishSchema,
  partSchema,
  secretSchema,
  statusSchema,
} from './upload-wire.ts';

type Line = Session<Credentials>;

const milliseconds = z.number().transform((ms) => new Date(ms).toISOString());

const whole = z.object({ uploadUrl: z.string(), uploadUrlExpiresAt: milliseconds.nullish() });
const imageSchema = z.object({ value: whole.extend({ image: z.string() }) });
const documentSchema = z.object({ value: whole.extend({ document: z.string() }) });
const videoSchema = z.object({
  value: z.object({
    video: z.string(),
    uploadToken: z.string().default(''),
    uploadUrlsExpireAt: milliseconds.nullish(),
    uploadInstructions: z
      .array(z.object({ uploadUrl: z.string(), firstByte: z.number(), lastByte: z.number() }))
      .min(1),
  }),
});

export const uploadCalls: Publishing<Credentials>['calls'] = {
  /** The addresses of an upload are as good as a token: they are kept in secret. */
  begin_upload: {
    make(request, session) {
      const { owner, file } = beginSchema.parse(request);
      return file.kind === 'videos' ? beginVideo(owner, file, session) : beginWhole(owner, file, session);
    },
  },

  /**
   * https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/videos-api#upload-the-video: it needs no token, and each part is answered with a tag.
   * https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/images-api#upload-the-image and …/documents-api#upload-the-document: with a token.
   */
  upload_part: {
    async make(request, session) {
      const { key, kind, index, first, last } = partSchema.parse(request);
      const path = secretSchema.parse(session.secretOf('begin_upload')).urls[index] ?? '';
      const headers = kind === 'videos' ? {} : { authorization: `Bearer ${session.credentials.accessToken}` };
      const stored = { key, range: { first, last } };
      const answer = await session.exchange({ method: 'PUT', path, headers, stored }, z.unknown());
      return { result: { etag: answer.headers.get('etag') ?? '' } };
    },
  },

  /** https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/videos-api#finalize-video-upload */
  finish_upload: {
    async make(request, session) {
      const { urn, etags } = finishSchema.parse(request);
      const { uploadToken } = secretSchema.parse(session.secretOf('begin_upload'));
      const json = { finalizeUploadRequest: { video: urn, uploadToken, uploadedPartIds: etags } };
      await session.send(
        { method: 'POST', path: '/rest/videos?action=finalizeUpload', ...headersOf(session), json },
        z.unknown(),
      );
      return { result: null };
    },
  },

  /**
   * https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/images-api#get-a-single-image, …/documents-api#get-a-document and
   * …/videos-api#get-a-video. A token that may only write is refused with 403.
   */
  check_upload: {
    async make(request, session) {
      const { urn, kind } = checkSchema.parse(request);
      const path = `/rest/${kind}/${encodeURIComponent(urn)}`;
      try {
        return { result: await session.send({ method: 'GET', path, ...headersOf(session) }, statusSchema) };
      } catch (error) {
        if (error instanceof PlatformFailure && error.kind === 'permission')
          return { result: { status: 'UNREADABLE' } };
        throw error;
      }
    },
  },
};

/**
 * https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/images-api#initialize-image-upload and
 * …/documents-api#initialize-document-upload: the file goes up in one piece.
 */
async function beginWhole(owner: string, { kind, bytes }: File, session: Line): Promise<CallResult> {
  const path = `/rest/${kind}?action=initializeUpload`;
  const request = {
    method: 'POST',
    path,
    ...headersOf(session),
    json: { initializeUploadRequest: { owner } },
  } as const;
  const { value } = await session.send(request, z.union([imageSchema, documentSchema]));
  const urn = 'image' in value ? value.image : value.document;
  const parts = [{ first: 0, last: bytes - 1 }];
  const secret = { urls: [value.uploadUrl], uploadToken: '' };
  return { result: { urn, expiresAt: value.uploadUrlExpiresAt ?? null, parts }, secret };
}

/** https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/videos-api#initialize-video-upload: LinkedIn says which bytes go where. */
async function beginVideo(owner: string, { bytes }: File, session: Line): Promise<CallResult> {
  const initializeUploadRequest = { owner, fileSizeBytes: bytes, uploadCaptions: false, uploadThumbnail: false };
  const path = '/rest/videos?action=initializeUpload';
  const request = { method: 'POST', path, ...headersOf(session), json: { initializeUploadRequest } } as const;
  const { value } = await session.send(request, videoSchema);
  const parts = value.uploadInstructions.map(({ firstByte, lastByte }) => ({ first: firstByte, last: lastByte }));
  const secret = { urls: value.uploadInstructions.map(({ uploadUrl }) => uploadUrl), uploadToken: value.uploadToken };
  return { result: { urn: value.video, expiresAt: value.uploadUrlsExpireAt ?? null, parts }, secret };
}

function headersOf({ credentials }: Line): { headers: Record<string, string> } {
  return { headers: restHeaders(credentials.accessToken) };
}
