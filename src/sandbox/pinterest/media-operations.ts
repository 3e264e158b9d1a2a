import { z } from 'zod';
import { type Answer, type Incoming, type Operation, Refused } from '../network.ts';
import { jsonBody, refuse } from './api.ts';
import type { Media } from './media.ts';
import type { Parts } from './parts.ts';

const MB = 1024 * 1024;
const UPLOAD_BYTES = 300 * MB;

/** Telling of a video, sending it to the bucket, and seeing what becomes of it. */
export function mediaOperations(parts: Parts): Operation[] {
  const common = { publishes: false, maxBodyBytes: 10_000 };
  const { required } = parts.authenticate;
  return [
    {
      ...common,
      name: 'POST /v5/media',
      method: 'POST',
      path: '/v5/media',
      run: (incoming) => register(incoming, required(incoming, ['pins:read', 'pins:write']).id, parts),
    },
    {
      ...common,
      name: 'GET /v5/media/:id',
      method: 'GET',
      path: '/v5/media/:id',
      run: (incoming) => show(incoming, required(incoming, ['pins:read']).id, parts),
    },
    {
      ...common,
      name: 'POST /media-upload/',
      method: 'POST',
      path: '/media-upload/',
      maxBodyBytes: UPLOAD_BYTES,
      run: (incoming) => receive(incoming, parts),
    },
  ];
}

const registerSchema = z.strictObject({ media_type: z.literal('video') });

function register(incoming: Incoming, accountId: string, { world, media }: Parts): Answer {
  jsonBody(incoming, registerSchema);
  const { id, parameters } = media.register(accountId);
  const upload_url = `${world.url()}/media-upload/`;
  return { status: 201, body: { media_id: id, media_type: 'video', upload_url, upload_parameters: parameters } };
}

function show({ params }: Incoming, accountId: string, { media }: Parts): Answer {
  const found = media.find(params.id ?? '');
  if (found?.accountId !== accountId) return refuse(404, 404, 'Media upload not found');
  return { status: 200, body: { media_id: found.id, media_type: 'video', status: media.statusOf(found) } };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html: what comes after the file is not read. */
function receive({ parts: fields }: Incoming, { media }: Parts): Answer {
  const last = fields.at(-1);
  if (last === undefined || !('file' in last) || last.name !== 'file')
    return refuseUpload(400, 'InvalidArgument', 'POST requires exactly one file upload per request.');
  const given = new Map(fields.flatMap((field) => ('value' in field ? [[field.name, field.value]] : [])));
  const found = media.byKey(given.get('key') ?? '');
  if (found === undefined || !isSigned(found, given))
    return refuseUpload(403, 'AccessDenied', 'Invalid according to Policy: Policy Condition failed');
  media.receive(found, last.file);
  return { status: 204, body: undefined };
}

function isSigned({ parameters }: Media, given: ReadonlyMap<string, string>): boolean {
  const names = Object.keys(parameters);
  return given.size === names.length && names.every((name) => given.get(name) === parameters[name]);
}

function refuseUpload(status: number, code: string, message: string): never {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  throw new Refused({ status, headers: { 'content-type': 'application/xml' }, body });
}
