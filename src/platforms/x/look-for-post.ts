import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { LookResult, Session } from '../platform.ts';
import { bearer } from './bearer.ts';
import type { Credentials } from './credentials.ts';
import { type ListedText, saysTheSame } from './same-text.ts';
import { createdSchema, type Wanted } from './wire.ts';

const PAGE = 100;

const linkSchema = z.object({ url: z.string().nullish(), expanded_url: z.string().nullish() });

const listedSchema = z.object({
  ...createdSchema.shape,
  created_at: z.iso.datetime(),
  text: z.string(),
  entities: z.object({ urls: z.array(linkSchema).nullish() }).optional(),
  attachments: z.object({ media_keys: z.array(z.string()).nullish() }).optional(),
});
type Listed = z.infer<typeof listedSchema>;

const pageSchema = z.object({
  data: z.array(listedSchema).default([]),
  meta: z.object({ next_token: z.string().optional() }).optional(),
});

/** Looks through what the account published since a commit was planned. */
export async function lookForPost(wanted: Wanted, session: Session<Credentials>): Promise<LookResult> {
  const listed = await publishedSince(wanted.since, session);
  if (listed === null) return { verdict: 'undecided' };
  const ours = listed.posts.findLast((post) => !session.isRecorded(post.id) && isWanted(post, wanted));
  if (ours !== undefined) return { verdict: 'found', result: { id: ours.id } };
  return { verdict: listed.whole ? 'absent' : 'undecided' };
}

/** https://docs.x.com/x-api/users/get-posts, newest first; null where the login may not read it. */
async function publishedSince(
  since: string,
  session: Session<Credentials>,
): Promise<{ posts: Listed[]; whole: boolean } | null> {
  const query = new URLSearchParams({
    max_results: String(PAGE),
    start_time: since.replace(/\.\d+Z$/, 'Z'),
    'tweet.fields': 'created_at,text,attachments,entities',
  });
  const path = `/2/users/${encodeURIComponent(session.account.remoteId)}/tweets?${query}`;
  try {
    const page = await session.send({ method: 'GET', path, headers: bearer(session) }, pageSchema);
    const posts = page.data.filter(({ created_at }) => Date.parse(created_at) >= Date.parse(since));
    return { posts, whole: page.meta?.next_token === undefined };
  } catch (error) {
    if (error instanceof PlatformFailure && error.kind === 'permission') return null;
    throw error;
  }
}

/** Media are the account's own upload, so the post that has them is ours; without media the text decides. */
function isWanted(post: Listed, { text, mediaIds }: Wanted): boolean {
  const attached = (post.attachments?.media_keys ?? []).map(mediaIdIn);
  if (mediaIds.length === 0)
    return attached.length === 0 && saysTheSame(text, { text: post.text, links: linksIn(post) });
  return attached.length === mediaIds.length && mediaIds.every((id) => attached.includes(id));
}

function linksIn({ entities }: Listed): ListedText['links'] {
  return (entities?.urls ?? []).flatMap(({ url, expanded_url }) =>
    url && expanded_url ? [{ wrapped: url, whole: expanded_url }] : [],
  );
}

/** https://docs.x.com/x-api/media/initialize-media-upload: a media key is the kind and the id, "13_1880028106020515840". */
function mediaIdIn(mediaKey: string): string {
  return mediaKey.slice(mediaKey.indexOf('_') + 1);
}
