import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { JsonObject } from '../../domain/json.ts';
import type { FormPart } from '../http-request.ts';
import type { Publishing, Session } from '../platform.ts';
import { bearer } from './bearer.ts';
import type { Credentials } from './credentials.ts';
import { encryptPart } from './encrypt-part.ts';
import { readListing } from './listing.ts';
import { lookForPost } from './look-for-post.ts';
import {
  createSchema,
  ofSpotlightSchema,
  partSchema,
  postSchema,
  uploadSecretSchema,
  type Wanted,
  wantedSchema,
} from './wire.ts';

type Line = Session<Credentials>;

const KEY_BYTES = 32;
const IV_BYTES = 16;

const successSchema = z.object({ request_status: z.string().regex(/^success$/i) });
const containerSchema = z.object({
  media_id: z.string().min(1),
  add_path: z.string().min(1),
  finalize_path: z.string().min(1),
});
const spotlightSchema = successSchema.extend({ spotlight_id: z.string().min(1) });
// (uncertain) Whether a saved story's id is told, and where.
const savedStorySchema = successSchema.extend({
  saved_stories: z.array(z.object({ saved_story: z.object({ id: z.string() }).optional() })).default([]),
});

export const calls: Publishing<Credentials>['calls'] = {
  /** https://developers.snap.com/api/marketing-api/Public-Profile-API/ProfileAssetManagement#create-media */
  create_media: {
    async make(request, session) {
      const { type, name } = createSchema.parse(request);
      const key = randomBytes(KEY_BYTES).toString('base64');
      const iv = randomBytes(IV_BYTES).toString('base64');
      const headers = bearer(session.credentials);
      const sent = { method: 'POST', path: pathTo('media', session), headers, json: { type, name, key, iv } } as const;
      const { media_id, add_path, finalize_path } = await session.send(sent, containerSchema);
      return { result: { mediaId: media_id }, secret: { key, iv, addPath: add_path, finalizePath: finalize_path } };
    },
  },

  /** …/ProfileAssetManagement#multipart-upload: what is sent is encrypted part by part, as the whole would be. */
  add_part: {
    async make(request, session) {
      const { number, file, first, last, isLast, chainedTo } = partSchema.parse(request);
      const { key, iv, addPath } = secretOf(session);
      const plain = await session.read({ key: file, range: { first, last } });
      const { bytes, lastBlock } = encryptPart(plain, { key, iv: chainedTo ?? iv, isLast });
      const sent = { name: 'file', filename: `part-${number}`, mimeType: 'application/octet-stream', bytes };
      const fields = [
        { name: 'action', value: 'ADD' },
        { name: 'part_number', value: String(number) },
      ];
      await upload(addPath, [...fields, sent], session);
      return { result: { lastBlock } };
    },
  },

  /** …/ProfileAssetManagement#multipart-upload */
  finalize_media: {
    async make(_request, session) {
      await upload(secretOf(session).finalizePath, [{ name: 'action', value: 'FINALIZE' }], session);
      return { result: null };
    },
  },

  /** …/ProfileAssetManagement#spotlights */
  post_spotlight: {
    async make(request, session) {
      const { spotlight_id } = await post(request, session, { to: 'spotlights', answer: spotlightSchema });
      return { result: { id: spotlight_id } };
    },
  },

  /** …/ProfileAssetManagement#stories: no id of a story is told. */
  post_story: {
    async make(request, session) {
      await post(request, session, { to: 'stories', answer: successSchema });
      return { result: { id: null } };
    },
  },

  /** …/ProfileAssetManagement#saved-stories */
  post_saved_story: {
    async make(request, session) {
      const { saved_stories } = await post(request, session, { to: 'saved_stories', answer: savedStorySchema });
      return { result: { id: saved_stories[0]?.saved_story?.id ?? null } };
    },
  },

  /** Where a Spotlight video is on its way from SUBMITTED to LIVE or REJECTED. */
  check_spotlight: {
    async make(request, session) {
      const { id } = ofSpotlightSchema.parse(request);
      const { entries } = await readListing('spotlights', session);
      return { result: { status: entries.find((entry) => entry.id === id)?.status ?? null } };
    },
  },

  look_for_post: {
    async make(request, session) {
      return { result: await lookForPost(wantedSchema.parse(request), session) };
    },
  },
};

function pathTo(collection: string, { account }: Line): string {
  return `/v1/public_profiles/${encodeURIComponent(account.remoteId)}/${collection}`;
}

/** What the container was made with. Only the last one is gone on with, so only its secret counts. */
function secretOf(session: Line): z.infer<typeof uploadSecretSchema> {
  return uploadSecretSchema.parse(session.secretOf('create_media'));
}

async function upload(path: string, parts: readonly FormPart[], { credentials, send }: Line): Promise<void> {
  await send({ method: 'POST', path, headers: bearer(credentials), parts }, z.unknown());
}

type Posting<Answer> = { to: Wanted['collection']; answer: z.ZodType<Answer> };

async function post<Answer>(request: JsonObject, session: Line, { to, answer }: Posting<Answer>): Promise<Answer> {
  const { body: json } = postSchema.parse(request);
  const headers = bearer(session.credentials);
  return session.send({ method: 'POST', path: pathTo(to, session), headers, json }, answer);
}
