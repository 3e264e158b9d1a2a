import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { LookResult, Session } from '../platform.ts';
import { bearer } from './bearer.ts';
import type { Credentials } from './credentials.ts';
import { attachmentSchema, statusSchema, type Wanted } from './wire.ts';

const PAGE = 20;

const listedSchema = z.array(
  statusSchema.extend({
    created_at: z.iso.datetime({ offset: true }),
    in_reply_to_id: z.string().nullish(),
    media_attachments: z.array(attachmentSchema).default([]),
  }),
);
type Listed = z.infer<typeof listedSchema>[number];

const sourceSchema = z.object({ text: z.string() });

/**
 * Looks through what the account published since a commit was planned. The list comes from the database that the status would be in,
 * so what is absent is absent, if the list reaches back far enough and the token may read it.
 */
export async function lookForStatus(wanted: Wanted, session: Session<Credentials>): Promise<LookResult> {
  const recent = await publishedSince(wanted.since, session);
  if (recent === null) return { verdict: 'undecided' };
  for (const status of recent.toReversed()) {
    if ((status.in_reply_to_id ?? null) !== wanted.inReplyToId || session.isRecorded(status.id)) continue;
    if (await shows(status, wanted, session)) return { verdict: 'found', result: { id: status.id, url: status.url } };
  }
  return { verdict: recent.length === PAGE ? 'undecided' : 'absent' };
}

/** https://docs.joinmastodon.org/methods/accounts/#statuses, newest first, or null where the token has no scope to read it. */
async function publishedSince(since: string, session: Session<Credentials>): Promise<Listed[] | null> {
  const accountId = session.account.remoteId.replace(/@.*$/, '');
  const path = `/api/v1/accounts/${encodeURIComponent(accountId)}/statuses?limit=${PAGE}&exclude_reblogs=true`;
  try {
    const listed = await session.send({ method: 'GET', path, headers: bearer(session) }, listedSchema);
    return listed.filter((status) => Date.parse(status.created_at) >= Date.parse(since));
  } catch (error) {
    if (error instanceof PlatformFailure && error.kind === 'permission') return null;
    throw error;
  }
}

/** An attachment belongs to one status alone. Servers that are not Mastodon may show it by another id than they took it by. */
async function shows(listed: Listed, wanted: Wanted, session: Session<Credentials>): Promise<boolean> {
  const shown = listed.media_attachments.map(({ id }) => id);
  if (shown.length !== wanted.mediaIds.length) return false;
  if (shown.length > 0 && session.credentials.honoursKeys) return wanted.mediaIds.every((id) => shown.includes(id));
  return says(listed, wanted, session);
}

/** Compares what was typed, for `content` is HTML. https://docs.joinmastodon.org/methods/statuses/#source */
async function says({ id }: Listed, wanted: Wanted, session: Session<Credentials>): Promise<boolean> {
  const path = `/api/v1/statuses/${encodeURIComponent(id)}/source`;
  try {
    const source = await session.send({ method: 'GET', path, headers: bearer(session) }, sourceSchema);
    return source.text.trim() === wanted.status.trim();
  } catch (error) {
    // It was deleted since it was listed.
    if (error instanceof PlatformFailure && error.kind === 'not_found') return false;
    throw error;
  }
}
