import { z } from 'zod';
import type { LookResult, Session } from '../platform.ts';
import { bearer } from './bearer.ts';
import type { Credentials } from './credentials.ts';
import { postSchema, type Wanted } from './wire.ts';

const PAGE = 100;
/** In which order posts are listed is not documented, so all are looked through, up to so many pages. */
const MOST_PAGES = 5;

const listedSchema = z.object({
  ...postSchema.shape,
  summary: z.string().default(''),
  topicType: z.string().default('STANDARD'),
  createTime: z.iso.datetime({ offset: true }),
  event: z.object({ title: z.string().default('') }).optional(),
});

const pageSchema = z.object({ localPosts: z.array(listedSchema).default([]), nextPageToken: z.string().optional() });

/** Looks through the location's posts for one that was made since a commit was planned. */
export async function lookForPost(wanted: Wanted, session: Session<Credentials>): Promise<LookResult> {
  const query = new URLSearchParams({ pageSize: String(PAGE) });
  for (let page = 0; page < MOST_PAGES; page += 1) {
    // https://developers.google.com/my-business/reference/rest/v4/accounts.locations.localPosts/list
    const path = `/v4/${session.account.remoteId}/localPosts?${query}`;
    const listed = await session.send({ method: 'GET', path, headers: bearer(session) }, pageSchema);
    const alike = listed.localPosts.filter((post) => isWanted(post, wanted) && !session.isRecorded(post.name));
    // One that was rejected may be of an earlier try.
    const ours = alike.find(({ state }) => state !== 'REJECTED') ?? alike[0];
    if (ours !== undefined) return { verdict: 'found', result: postSchema.parse(ours) };
    if (!listed.nextPageToken) return { verdict: 'absent' };
    query.set('pageToken', listed.nextPageToken);
  }
  return { verdict: 'undecided' };
}

function isWanted(post: z.infer<typeof listedSchema>, { since, topicType, summary, eventTitle }: Wanted): boolean {
  if (Date.parse(post.createTime) < Date.parse(since) || post.topicType !== topicType) return false;
  return post.summary.trim() === summary.trim() && (post.event?.title ?? '').trim() === eventTitle.trim();
}
