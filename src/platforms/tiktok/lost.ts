import { MINUTE, SECOND } from '../media-rule.ts';
import type { CallToMake, JournalEntry, Publishing } from '../platform.ts';
import { photosSchema, wantedSchema } from './wire.ts';

// A video's publication says how many bytes it has, and is nothing before it has all: what is missing was not published.
// https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status. Photos are named by the answer that was lost.
export const lost: Publishing['lost'] = {
  upload_last_chunk: [
    { by: 'look', call: lookForUpload, pausesMs: [2 * SECOND, 10 * SECOND, 30 * SECOND], absence: 'proof' },
  ],
  init_photos: [{ by: 'look', call: lookForPhotos, pausesMs: [MINUTE, 3 * MINUTE, 10 * MINUTE], absence: 'no_proof' }],
};

function lookForUpload({ request }: JournalEntry): CallToMake {
  return { name: 'look_for_upload', kind: 'check', request };
}

function lookForPhotos({ request }: JournalEntry): CallToMake {
  const { plannedAt, body } = photosSchema.parse(request);
  const since = new Date(Date.parse(plannedAt) - MINUTE).toISOString();
  const { description: text, title } = body.post_info;
  return { name: 'look_for_photos', kind: 'check', request: wantedSchema.parse({ since, text, title }) };
}
