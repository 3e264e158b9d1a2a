import { z } from 'zod';
import { PlatformFailure } from '../failure.ts';
import type { LookResult, Session } from '../platform.ts';
import type { Credentials } from './credentials.ts';
import { restHeaders } from './headers.ts';
import { fromLittleText } from './little-text.ts';
import { commentUrn, postUrnIn } from './urns.ts';
import type { Content, wantedCommentSchema, wantedPostSchema } from './wire.ts';

type Line = Session<Credentials>;

const PAGE = 50;

const idSchema = z.object({ id: z.string() });
const postsSchema = z.object({
  elements: z.array(
    z.object({
      id: z.string(),
      commentary: z.string().default(''),
      createdAt: z.number(),
      content: z
        .object({ media: idSchema.optional(), multiImage: z.object({ images: z.array(idSchema) }).optional() })
        .optional(),
    }),
  ),
});

const commentsSchema = z.object({
  elements: z.array(
    z.object({
      id: z.string(),
      commentUrn: z.string().optional(),
      actor: z.string(),
      message: z.object({ text: z.string().default('') }),
      created: z.object({ time: z.number() }),
    }),
  ),
  paging: z.object({ total: z.number().optional() }).optional(),
});

/**
 * Looks through what the author published since a commit was planned.
 * https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api#find-posts-by-authors
 */
export async function lookForPost(
  { since, post }: z.infer<typeof wantedPostSchema>,
  session: Line,
): Promise<LookResult> {
  const query = `q=author&author=${encodeURIComponent(post.author)}&count=${PAGE}&sortBy=CREATED`;
  const finder = { 'x-restli-method': 'FINDER' };
  const path = `/rest/posts?${query}`;
  const listed = await unlessUnreadable(
    session.send({ method: 'GET', path, headers: headersOf(session, finder) }, postsSchema),
  );
  if (listed === null) return { verdict: 'undecided' };
  const recent = listed.elements.filter(({ createdAt }) => createdAt >= Date.parse(since));
  const shown = mediaIn(post.content).join();
  const text = fromLittleText(post.commentary).trim();
  const found = recent.findLast(
    ({ id, commentary, content }) =>
      fromLittleText(commentary).trim() === text && mediaIn(content).join() === shown && !session.isRecorded(id),
  );
  if (found !== undefined) return { verdict: 'found', result: { urn: found.id } };
  return { verdict: recent.length === PAGE ? 'undecided' : 'absent' };
}

/** https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/comments-api#get-comments-on-shares */
export async function lookForComment(
  { since, comment }: z.infer<typeof wantedCommentSchema>,
  session: Line,
): Promise<LookResult> {
  const path = `/rest/socialActions/${encodeURIComponent(comment.object)}/comments?start=0&count=${PAGE}`;
  const listed = await unlessUnreadable(
    session.send({ method: 'GET', path, headers: headersOf(session) }, commentsSchema),
  );
  if (listed === null) return { verdict: 'undecided' };
  const named = listed.elements.map(({ id, commentUrn: urn, ...element }) => ({
    ...element,
    urn: urn ?? commentUrn({ postUrn: postUrnIn(comment.object) ?? comment.object, id }),
  }));
  const found = named.find(
    ({ urn, actor, message, created }) =>
      actor === comment.actor &&
      message.text.trim() === comment.message.text.trim() &&
      created.time >= Date.parse(since) &&
      !session.isRecorded(urn),
  );
  if (found !== undefined) return { verdict: 'found', result: { urn: found.urn } };
  return { verdict: (listed.paging?.total ?? named.length) >= PAGE ? 'undecided' : 'absent' };
}

function headersOf({ credentials }: Line, more: Record<string, string> = {}): Record<string, string> {
  return { ...restHeaders(credentials.accessToken), ...more };
}

type Listed = z.infer<typeof postsSchema>['elements'][number]['content'];

function mediaIn(content: Content | Listed): string[] {
  if (content === undefined) return [];
  if ('media' in content && content.media) return [content.media.id];
  return 'multiImage' in content && content.multiImage ? content.multiImage.images.map(({ id }) => id) : [];
}

/** Null where the login has no permission to read: LinkedIn gives it to few, for members. */
async function unlessUnreadable<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof PlatformFailure && error.kind === 'permission') return null;
    throw error;
  }
}
