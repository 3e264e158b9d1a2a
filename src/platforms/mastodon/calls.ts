import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { CallResult, Publishing, Session } from '../platform.ts';
import { bearer } from './bearer.ts';
import type { Credentials } from './credentials.ts';
import { lookForStatus } from './look-for-status.ts';
import { createSchema, statusSchema, wantedSchema } from './wire.ts';

type Create = z.infer<typeof createSchema>;

// A call is sent as soon as it is planned; one that is this old is being sent again.
const REPEAT_AFTER_MS = 10_000;

export const calls: Publishing<Credentials>['calls'] = {
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
  const { status, in_reply_to_id: inReplyToId = null } = wanted;
  const look = await lookForStatus({ since: wanted.plannedAt, status, inReplyToId }, session);
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
