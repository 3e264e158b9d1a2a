import { z } from 'zod';
import type { Answer, Incoming, Operation } from '../network.ts';
import type { Profile } from './accounts.ts';
import { fieldOf, jsonBody, ok, refuse } from './api.ts';
import { decrypted } from './decrypted.ts';
import type { Medium } from './media.ts';
import type { Parts } from './parts.ts';

const MB = 1024 * 1024;
const PART_BYTES = 32 * MB;
const MOST_PARTS = 35;
const FORM_BYTES = 10_000;

/** Containers of media, and what is put into them. https://developers.snap.com/api/marketing-api/Public-Profile-API/ProfileAssetManagement */
export function mediaOperations(parts: Parts): Operation[] {
  return [
    {
      name: 'POST media',
      method: 'POST',
      path: '/v1/public_profiles/:profile/media',
      publishes: false,
      maxBodyBytes: FORM_BYTES,
      run: (incoming) => createMedia(incoming, parts.authenticate.profile(incoming), parts),
    },
    {
      name: 'POST multipart-upload',
      method: 'POST',
      path: '/us/v1/public_profiles/:profile/media/:medium/multipart-upload',
      publishes: false,
      maxBodyBytes: PART_BYTES + FORM_BYTES,
      run: (incoming) => upload(incoming, parts.authenticate.profile(incoming), parts),
    },
  ];
}

const bytesOf = (count: number) =>
  z.base64().refine((text) => Buffer.from(text, 'base64').length === count, `must be ${count} bytes`);

const createSchema = z.strictObject({
  type: z.enum(['IMAGE', 'VIDEO']),
  name: z.string().min(1),
  key: bytesOf(32),
  iv: bytesOf(16),
});

function createMedia(incoming: Incoming, { id: profileId }: Profile, { media }: Parts): Answer {
  const { id } = media.create({ ...jsonBody(incoming, createSchema), profileId });
  const path = `/us/v1/public_profiles/${profileId}/media/${id}/multipart-upload`;
  return ok({ media_id: id, add_path: path, finalize_path: path });
}

function upload(incoming: Incoming, profile: Profile, parts: Parts): Answer {
  const medium = parts.media.find(incoming.params.medium ?? '');
  if (medium === undefined || medium.profileId !== profile.id)
    return refuse(404, 'NOT_FOUND', 'There is no such media in the profile.');
  if (parts.media.isOver(medium)) return refuse(400, 'MEDIA_EXPIRED', 'The media has expired.');
  if (medium.finalizedAt !== null) return refuse(400, 'INVALID_ARGUMENT', 'The media is finalized already.');
  const action = fieldOf(incoming.parts, 'action');
  if (action === 'ADD') return addPart(incoming, medium, parts);
  return action === 'FINALIZE'
    ? finalize(medium, parts)
    : refuse(400, 'INVALID_ARGUMENT', 'action must be ADD or FINALIZE.');
}

/** Whether a part may be sent twice is not documented: here it may not. */
function addPart({ parts: fields }: Incoming, medium: Medium, { world, media }: Parts): Answer {
  const number = Number(fieldOf(fields, 'part_number') ?? Number.NaN);
  if (!Number.isInteger(number) || number < 1 || number > MOST_PARTS)
    return refuse(400, 'INVALID_ARGUMENT', `part_number must be from 1 to ${MOST_PARTS}.`);
  if (medium.parts.some((part) => part.number === number))
    return refuse(400, 'INVALID_ARGUMENT', `part_number ${number} is there already.`);
  const field = fields.find(({ name }) => name === 'file');
  if (field === undefined || !('file' in field)) return refuse(400, 'INVALID_ARGUMENT', 'file is missing.');
  const { bytes } = field.file;
  if (bytes.length === 0 || bytes.length > PART_BYTES)
    return refuse(400, 'INVALID_ARGUMENT', 'A part has at most 32 MB, and is not empty.');
  const part = { number, key: world.files.put(bytes) };
  media.change(medium, { parts: [...medium.parts, part].sort((a, b) => a.number - b.number) });
  return ok();
}

function finalize(medium: Medium, { world, media }: Parts): Answer {
  const isWhole = medium.parts.length > 0 && medium.parts.every(({ number }, index) => number === index + 1);
  if (!isWhole) return refuse(400, 'INVALID_ARGUMENT', 'The parts are not all there.');
  media.change(medium, { finalizedAt: world.now().getTime(), ...decrypted(medium, world) });
  return ok();
}
