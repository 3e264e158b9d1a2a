import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { FormPart } from '../http-request.ts';
import type { CallResult, Publishing, Session } from '../platform.ts';
import { bearer } from './bearer.ts';
import type { Credentials } from './credentials.ts';
import { lookForStatus } from './look-for-status.ts';
import { attachmentSchema, createSchema, statusSchema, uploadSchema, wantedSchema } from './wire.ts';

type Create = z.infer<typeof createSchema>;

// A call is sent as soon as it is planned; one that is this old is being sent again.
const REPEAT_AFTER_MS = 10_000;

export const calls: Publishing<Credentials>['calls'] = {
  /** https://docs.joinmastodon.org/methods/media/#v2: 202 where it is not ready yet. */
  upload_media: {
    async make(request, session) {
      const { key, filename, mimeType, description } = uploadSchema.parse(request);
      const file: FormPart = { name: 'file', filename, mimeType, stored: { key } };
      const parts = description === undefined ? [file] : [file, { name: 'description', value: description }];
      const { status, body } = await session.exchange(
        { method: 'POST', path: '/api/v2/media', headers: bearer(session), parts },
        attachmentSchema,
      );
      return { result: { id: body.id, ready: status !== 202 } };
    },
  },

  /** https://docs.joinmastodon.org/methods/media/#get: 206 while it is worked on. */
  check_media: {
    async make(request, session) {
      const path = `/api/v1/media/${encodeURIComponent(attachmentSchema.parse(request).id)}`;
      const { status } = await session.exchange({ method: 'GET', path, headers: bearer(session) }, attachmentSchema);
      return { result: { ready: status === 200 } };
    },
  },

  create_status: {
    async make(request, session) {
      const wanted = createSchema.parse(request);
      return (await alreadyThere(wanted, session)) ?? { result: await createStatus(wanted, session) };
    },
  },

  look_for_status: {
    async make(request, session) {
      return { result: await lookForStatus(wantedSchema.parse(request), session) };
    },
  },
};

/** https://docs.joinmastodon.org/methods/statuses/#create: the same Idempotency-Key is answered with the same status for an hour. */
function createStatus(wanted: Create, session: Session<Credentials>): Promise<z.infer<typeof statusSchema>> {
  const { idempotencyKey, plannedAt: _, ...json } = wanted;
  const headers = { ...bearer(session), 'idempotency-key': idempotencyKey };
  return session.send({ method: 'POST', path: '/api/v1/statuses', headers, json }, statusSchema);
}

/** Servers that only speak Mastodon's API may not know the key: before sending again, what the account published is looked through. */
async function alreadyThere(wanted: Create, session: Session<Credentials>): Promise<CallResult | null> {
  const plannedAt = Date.parse(wanted.plannedAt);
  if (session.credentials.honoursKeys || session.now.getTime() - plannedAt < REPEAT_AFTER_MS) return null;
  const { status, media_ids: mediaIds = [], in_reply_to_id: inReplyToId = null } = wanted;
  const look = await lookForStatus({ since: wanted.plannedAt, status, mediaIds, inReplyToId }, session);
  if (look.verdict === 'found') return { result: look.result };
  if (look.verdict === 'absent') return null;
  const message = 'The account published so much since that it cannot be seen whether this is among it.';
  throw new PlatformFailure({ kind: 'transient', happened: 'maybe', message });
}

/** https://docs.joinmastodon.org/methods/statuses/#delete */
export async function deleteStatus(id: string, session: Session<Credentials>): Promise<void> {
  const path = `/api/v1/statuses/${encodeURIComponent(id)}`;
  await session.send({ method: 'DELETE', path, headers: bearer(session) }, z.unknown());
}
