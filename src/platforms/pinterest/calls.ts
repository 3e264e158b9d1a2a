import { z } from 'zod';
import type { FormPart } from '../http-request.ts';
import type { Publishing, Session } from '../platform.ts';
import { bearer } from './bearer.ts';
import type { Credentials } from './credentials.ts';
import { lookForPin } from './look-for-pin.ts';
import {
  createdSchema,
  createSchema,
  destinationSchema,
  mediaStatusSchema,
  registeredSchema,
  uploadSchema,
  wantedSchema,
} from './wire.ts';

export const calls: Publishing<Credentials>['calls'] = {
  /** https://developers.pinterest.com/docs/api/v5/media-create */
  register_media: {
    async make(_request, session) {
      const json = { media_type: 'video' };
      const answer = z.object({
        media_id: z.string().regex(/^\d+$/),
        upload_url: z.string(),
        upload_parameters: z.record(z.string(), z.string()),
      });
      const media = await session.send({ method: 'POST', path: '/v5/media', headers: bearer(session), json }, answer);
      const secret = { url: media.upload_url, parameters: media.upload_parameters };
      return { result: { mediaId: media.media_id }, secret };
    },
  },

  /** https://developers.pinterest.com/docs/api-features/creating-boards-and-pins/#creating-video-pins: all parameters, then the file. */
  upload_media: {
    async make(request, session) {
      const { key, filename, mimeType } = uploadSchema.parse(request);
      const { url, parameters } = destinationSchema.parse(session.secretOf('register_media'));
      const fields: FormPart[] = Object.entries(parameters).map(([name, value]) => ({ name, value }));
      const parts = [...fields, { name: 'file', filename, mimeType, stored: { key } }];
      await session.send({ method: 'POST', path: url, parts }, z.null());
      return { result: null };
    },
  },

  /** https://developers.pinterest.com/docs/api/v5/media-get */
  check_media: {
    async make(request, session) {
      const { mediaId } = registeredSchema.parse(request);
      const path = `/v5/media/${mediaId}`;
      return { result: await session.send({ method: 'GET', path, headers: bearer(session) }, mediaStatusSchema) };
    },
  },

  /** https://developers.pinterest.com/docs/api/v5/pins-create */
  create_pin: {
    async make(request, session) {
      const { pin: json } = createSchema.parse(request);
      const path = '/v5/pins';
      return { result: await session.send({ method: 'POST', path, headers: bearer(session), json }, createdSchema) };
    },
  },

  look_for_pin: {
    async make(request, session) {
      return { result: await lookForPin(wantedSchema.parse(request), session) };
    },
  },
};

/** https://developers.pinterest.com/docs/api/v5/pins-delete */
export async function deletePin(id: string, session: Session<Credentials>): Promise<void> {
  await session.send({ method: 'DELETE', path: `/v5/pins/${id}`, headers: bearer(session) }, z.unknown());
}
